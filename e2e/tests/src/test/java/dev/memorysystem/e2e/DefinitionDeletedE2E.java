package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Operator;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Someone deletes the definition of MemoryProfile, and every profile with it, and brings it back.
 * The last of all, for the other tests' profiles go too.
 */
@ClusterTest
@Tag("own-cluster")
@Order(100)
final class DefinitionDeletedE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(1);

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("definition");

  @Test
  void theOperatorSaysWhatToDoGoesOnAndRecovers() throws IOException {
    NAMESPACE.createProfile("all");
    NAMESPACE.awaitAdmission(true);
    NAMESPACE.create(Workloads.pod("app", Workloads.podSpec(Workloads.javaService("app").build())));
    awaitReporting();
    Map<String, Integer> restarts = Operator.restarts();
    Instant before = Instant.now();

    definition().delete();
    try {
      awaitLog(
          before,
          "cannot list or watch MemoryProfiles: the cluster does not know this resource; bring its"
              + " definition back: helm show crds CHART | kubectl apply --server-side -f -");
      assertThat(definition().get()).isNull();
      NAMESPACE.awaitAdmission(true);
    } finally {
      bringBack();
    }
    NAMESPACE.createProfile("all");

    awaitReporting();
    awaitLog(before, "can list or watch MemoryProfiles again");
    assertThat(Operator.restarts()).isEqualTo(restarts);
  }

  private static void awaitReporting() {
    NAMESPACE.awaitStatus(
        "all",
        "has its pod reporting",
        status -> status.pods() != null && status.pods().reporting() == 1);
  }

  private static void awaitLog(Instant since, String text) {
    await("the operator says: " + text)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> Operator.log(since).stream().anyMatch(line -> line.contains(text)));
  }

  private static void bringBack() throws IOException {
    String yaml =
        Files.readString(
            Repository.path("helm/memory-system/crds/memoryprofiles.memory-system.dev-v1.yml"));
    Cluster.CLIENT
        .resource(Serialization.unmarshal(yaml, CustomResourceDefinition.class))
        .forceConflicts()
        .serverSideApply();
    await("MemoryProfiles can be listed")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .ignoreExceptions()
        .until(() -> Cluster.profiles().inNamespace(NAMESPACE.name()).list() != null);
  }

  private static Resource<CustomResourceDefinition> definition() {
    return Cluster.CLIENT
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("memoryprofiles.memory-system.dev");
  }
}
