package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.PodCounts;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of workload is injected, reports, and is known by its own kind and name. */
@ClusterTest
@Order(30)
final class WorkloadKindsE2E {
  private static final String PROFILE = "all";
  private static final int KINDS = 5;

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("kinds");

  @BeforeAll
  static void oneOfEach() {
    NAMESPACE.createProfile(PROFILE);
    PodSpec spec = Workloads.podSpec(Workloads.javaService("app").build());
    NAMESPACE.create(Workloads.deployment("a-deployment", spec));
    NAMESPACE.create(Workloads.statefulSet("a-statefulset", spec));
    // a DaemonSet has a pod on every node: one small JVM each
    NAMESPACE.create(Workloads.daemonSet("a-daemonset", spec));
    NAMESPACE.create(Workloads.job("a-job", spec));
    NAMESPACE.create(Workloads.pod("a-pod", spec));
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, a-deployment",
    "StatefulSet, a-statefulset",
    "DaemonSet, a-daemonset",
    "Job, a-job",
    "Pod, a-pod"
  })
  void isInjectedAndReportsUnderItsOwnName(String kind, String name) {
    Pod pod = NAMESPACE.awaitReadyPod(name);
    assertThat(Cluster.injected(pod)).isTrue();

    List<JsonNode> processes =
        Processes.awaitReporting(NAMESPACE.name(), pod.getMetadata().getName(), 1);

    JsonNode process = processes.getFirst();
    assertThat(process.path("workload").path("kind").asText()).isEqualTo(kind);
    assertThat(process.path("workload").path("name").asText()).isEqualTo(name);
    assertThat(process.path("workload").path("container").asText()).isEqualTo("app");
    assertThat(process.path("podUid").asText()).isEqualTo(pod.getMetadata().getUid());
    assertThat(process.path("node").asText()).isEqualTo(pod.getSpec().getNodeName());
  }

  @Test
  void theProfileCountsThemAll() {
    MemoryProfileStatus status =
        NAMESPACE.awaitStatus(
            PROFILE,
            "has all pods reporting",
            current ->
                current.pods() != null
                    && current.pods().matched() >= KINDS
                    && current.pods().reporting() == current.pods().matched());

    PodCounts pods = status.pods();
    assertThat(pods.injected()).isEqualTo(pods.reporting());
    assertThat(pods.unsupported()).isZero();
    assertThat(status.uncovered()).isEmpty();
    assertThat(status.conditions())
        .filteredOn(condition -> condition.getStatus().equals("True"))
        .extracting(condition -> condition.getType())
        .contains("Ready", "Injected", "Collecting");
  }
}
