package dev.memorysystem.e2e;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.e2e.cluster.Admission;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.CollectorPod;
import dev.memorysystem.e2e.cluster.Nodes;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * It does not matter which node runs what: an application, the operator, or the collector. The
 * tests are one story. On a cluster with one node they are skipped.
 */
@ClusterTest
@Order(35)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NodesE2E {
  private static final String PROFILE = "all";
  private static final String SPREAD = "spread";

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("nodes");

  private static List<String> nodes = List.of();

  @BeforeAll
  static void severalNodes() {
    nodes = Nodes.names();
    assumeThat(nodes).as("nodes that take pods").hasSizeGreaterThan(1);
  }

  @Test
  @Order(1)
  void replicasReportFromEveryNode() {
    NAMESPACE.createProfile(PROFILE);
    Deployment deployment = Workloads.deployment(SPREAD, oneOnEachNode());
    deployment.getSpec().setReplicas(nodes.size());
    NAMESPACE.create(deployment);

    awaitReportsFromEveryNode(Instant.EPOCH);

    MemoryProfileStatus status =
        NAMESPACE.awaitStatus(
            PROFILE,
            "has all replicas reporting",
            current -> current.pods() != null && current.pods().reporting() == nodes.size());
    assertThat(status.pods().matched()).isEqualTo(nodes.size());
    assertThat(Processes.of(NAMESPACE.name()))
        .extracting(process -> process.path("workload").path("name").asText())
        .containsOnly(SPREAD);
  }

  @Test
  @Order(2)
  void everyReplicaOfTheOperatorAnswersTheApiServer() {
    List<Pod> replicas = Operator.replicas();
    assertThat(replicas).isNotEmpty();
    for (Pod replica : replicas) {
      assertThat(Admission.patch(replica, NAMESPACE.name()))
          .as("what %s on %s answers", name(replica), replica.getSpec().getNodeName())
          .contains(Cluster.INJECTED_ANNOTATION);
    }
  }

  @Test
  @Order(3)
  void theCollectorComesBackWhereItsVolumeIs() {
    assumeThat(CollectorPod.volume().getSpec().getNodeAffinity())
        .as("the node of the collector's volume, which is on the network else")
        .isNotNull();
    String node = CollectorPod.node();
    List<String> before = instances();
    Instant heard = processes().map(NodesE2E::lastSeen).max(naturalOrder()).orElseThrow();

    CollectorPod.restart();

    assertThat(CollectorPod.node()).isEqualTo(node);
    assertThat(instances()).containsExactlyInAnyOrderElementsOf(before);
    awaitReportsFromEveryNode(heard);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static PodSpec oneOnEachNode() {
    return new PodSpecBuilder(Workloads.podSpec(Workloads.javaService("app").build()))
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("DoNotSchedule")
        .withNewLabelSelector()
        .addToMatchLabels("app.kubernetes.io/name", SPREAD)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .build();
  }

  /** Waits until on every node one process has been heard of after that moment. */
  private static void awaitReportsFromEveryNode(Instant after) {
    await("processes report from " + nodes)
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                processes()
                    .filter(process -> lastSeen(process).isAfter(after))
                    .map(process -> process.path("node").asText())
                    .sorted()
                    .toList(),
            nodes::equals);
  }

  private static List<String> instances() {
    return processes().map(process -> process.path("instanceId").asText()).toList();
  }

  private static Stream<JsonNode> processes() {
    return Processes.of(NAMESPACE.name()).stream();
  }

  private static Instant lastSeen(JsonNode process) {
    return Instant.parse(process.path("lastSeen").asText());
  }
}
