package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.CollectorApi;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import dev.memorysystem.e2e.host.OpenTelemetryApplication;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The collector that the chart installs takes OTLP of others on both of its ports, from a pod about
 * itself, and tells it of its own namespace alone.
 */
@ClusterTest
@Order(15)
final class CollectorServiceE2E {
  private static final int OTLP_GRPC = 4327;
  private static final int OTLP_HTTP = 4328;
  private static final String PROCESSES = "/api/v1/processes";

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.plain("otlp");
  @RegisterExtension static final TestNamespace OTHER = TestNamespace.plain("other");

  private static Pod pod;
  private static Pod neighbour;

  /** They need not run: a token is bound to a pod that is there. */
  @BeforeAll
  static void createPods() {
    pod =
        NAMESPACE.create(
            Workloads.pod(
                "application", Workloads.podSpec(Workloads.shell("app", "sleep 600").build())));
    neighbour =
        OTHER.create(
            Workloads.pod(
                "neighbour", Workloads.podSpec(Workloads.shell("app", "sleep 600").build())));
  }

  @Test
  void takesOtlpOverGrpc() throws IOException {
    try (LocalPortForward forward = Cluster.forwardToCollector(OTLP_GRPC)) {
      assertTaken(
          OpenTelemetryApplication.grpc(
              forward.getLocalPort(),
              CollectorApi.authority(),
              CollectorApi.token(pod),
              attributes(pod)));
    }
  }

  @Test
  void takesOtlpOverHttp() throws IOException {
    try (LocalPortForward forward = Cluster.forwardToCollector(OTLP_HTTP)) {
      assertTaken(
          OpenTelemetryApplication.http(
              forward.getLocalPort(),
              CollectorApi.authority(),
              CollectorApi.token(pod),
              attributes(pod)));
    }
  }

  @Test
  void refusesAPodThatSaysItIsAnother() {
    assertThat(log(CollectorApi.token(pod)).statusCode()).isEqualTo(200);

    HttpResponse<String> forged = log(CollectorApi.token(neighbour));
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("a pod reports itself alone");
    assertThat(log("nonsense").statusCode()).isEqualTo(401);
  }

  /** A log record about {@link #pod}. */
  private static HttpResponse<String> log(String token) {
    return CollectorApi.sendLog(
        token,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        pod.getMetadata().getUid());
  }

  @Test
  void tellsAPodOfItsOwnNamespaceAlone() throws IOException {
    try (LocalPortForward forward = Cluster.forwardToCollector(OTLP_HTTP)) {
      assertTaken(
          OpenTelemetryApplication.http(
              forward.getLocalPort(),
              CollectorApi.authority(),
              CollectorApi.token(pod),
              attributes(pod)));
    }

    assertThat(CollectorApi.get(PROCESSES, CollectorApi.token(pod)).body())
        .contains(NAMESPACE.name());
    assertThat(CollectorApi.get(PROCESSES, CollectorApi.token(neighbour)).body())
        .doesNotContain(NAMESPACE.name());
    assertThat(CollectorApi.get(PROCESSES, "nonsense").statusCode()).isEqualTo(401);
  }

  private static Attributes attributes(Pod of) {
    return Attributes.builder()
        .put("k8s.namespace.name", of.getMetadata().getNamespace())
        .put("k8s.pod.name", of.getMetadata().getName())
        .put("k8s.pod.uid", of.getMetadata().getUid())
        .build();
  }

  private static void assertTaken(OpenTelemetryApplication application) {
    assertThat(application.send()).isTrue();
    await("the collector lists the process " + application.instanceId())
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> Cluster.collector(PROCESSES),
            processes ->
                processes
                    .valueStream()
                    .anyMatch(
                        process ->
                            process.path("instanceId").asText().equals(application.instanceId())));
  }
}
