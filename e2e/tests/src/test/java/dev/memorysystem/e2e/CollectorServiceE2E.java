package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.host.OpenTelemetryApplication;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The collector that the chart installs takes OTLP of others on both of its ports. */
@ClusterTest
@Order(15)
final class CollectorServiceE2E {
  private static final int OTLP_GRPC = 4317;
  private static final int OTLP_HTTP = 4318;

  @Test
  void takesOtlpOverGrpc() throws IOException {
    try (LocalPortForward forward = Cluster.forwardToCollector(OTLP_GRPC)) {
      assertTaken(OpenTelemetryApplication.grpc(forward.getLocalPort()));
    }
  }

  @Test
  void takesOtlpOverHttp() throws IOException {
    try (LocalPortForward forward = Cluster.forwardToCollector(OTLP_HTTP)) {
      assertTaken(OpenTelemetryApplication.http(forward.getLocalPort(), "gzip"));
    }
  }

  private static void assertTaken(OpenTelemetryApplication application) {
    assertThat(application.send()).isTrue();
    await("the collector lists the process " + application.instanceId())
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> Cluster.collector("/api/v1/processes"),
            processes ->
                processes
                    .valueStream()
                    .anyMatch(
                        process ->
                            process.path("instanceId").asText().equals(application.instanceId())));
  }
}
