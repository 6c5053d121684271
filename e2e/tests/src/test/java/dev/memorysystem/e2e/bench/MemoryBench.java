package dev.memorysystem.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resident memory of operator and collector while a hundred JVMs report, from the kubelets. */
@Tag("bench")
@Order(40)
final class MemoryBench {
  private static final int CONTAINERS = 100;

  /** JVMs that start at once: more of them, and a machine of two cores serves nothing else. */
  private static final int AT_ONCE = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SAMPLES = 7;
  private static final double MIB = 1 << 20;

  /** Kubelet's own figures are up to ten seconds old; a report comes every fifteen. */
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(15);

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("bench-memory");

  @Test
  void aHundredContainers() {
    NAMESPACE.createProfile("all");
    NAMESPACE.awaitAdmission(true);
    Deployment idle = NAMESPACE.create(Workloads.deployment("idle", Workloads.podSpec(idle())));
    for (int containers = AT_ONCE; containers <= CONTAINERS; containers += AT_ONCE) {
      scale(idle, containers);
    }

    Map<String, List<Double>> resident = new TreeMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      await("the next sample")
          .pollDelay(BETWEEN_SAMPLES)
          .atMost(BETWEEN_SAMPLES.multipliedBy(2))
          .until(() -> true);
      residentMebibytes()
          .forEach((name, of) -> resident.computeIfAbsent(name, n -> new ArrayList<>()).add(of));
    }
    Row.write(
        "memory",
        row(
            "operator memory (RSS, largest replica) at 100 containers",
            250,
            120,
            resident,
            "operator"),
        row("collector memory (RSS) at 100 containers", 400, 200, resident, "collector"));
  }

  private static void scale(Deployment deployment, int containers) {
    Cluster.CLIENT.resource(deployment).scale(containers);
    NAMESPACE.awaitStatus(
        "all",
        containers + " pods report",
        PATIENCE,
        status -> status.pods() != null && status.pods().reporting() == containers);
  }

  private static Row row(
      String what, double bar, double aim, Map<String, List<Double>> resident, String container) {
    return Row.lower(what, "MiB", bar, aim, Spread.of(resident.get(container)), Map.of());
  }

  /** A JVM that serves a request a second. */
  private static Container idle() {
    return new ContainerBuilder(Workloads.javaService("app").build())
        .withCommand(
            "java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx32m",
            "-jar",
            "/app/app.jar")
        .withEnv(
            new io.fabric8.kubernetes.api.model.EnvVarBuilder()
                .withName("LOAD_RATE")
                .withValue("1")
                .build())
        .editResources()
        .addToRequests("cpu", new Quantity("5m"))
        .endResources()
        .build();
  }

  /** The largest replica's, by container name, of the release's pods. */
  private static Map<String, Double> residentMebibytes() {
    Map<String, Double> resident = new TreeMap<>();
    for (Node node : Cluster.CLIENT.nodes().list().getItems()) {
      for (JsonNode pod : stats(node).path("pods")) {
        if (pod.path("podRef").path("namespace").asText().equals(Cluster.INSTALL_NAMESPACE)) {
          for (JsonNode container : pod.path("containers")) {
            resident.merge(
                container.path("name").asText(),
                container.path("memory").path("rssBytes").asDouble() / MIB,
                Math::max);
          }
        }
      }
    }
    return resident;
  }

  private static JsonNode stats(Node node) {
    return Serialization.unmarshal(
        Cluster.CLIENT.raw(
            "/api/v1/nodes/" + node.getMetadata().getName() + "/proxy/stats/summary"),
        JsonNode.class);
  }
}
