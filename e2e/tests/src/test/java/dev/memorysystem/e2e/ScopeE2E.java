package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Label and profile say what is watched, each in its own namespace. The tests are one story. */
@ClusterTest
@Order(40)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ScopeE2E {
  private static final PodSpec SPEC = Workloads.podSpec(Workloads.javaService("app").build());

  @RegisterExtension static final TestNamespace ONE = TestNamespace.labelled("one");
  @RegisterExtension static final TestNamespace OTHER = TestNamespace.labelled("other");

  @Test
  @Order(1)
  void aLabelledNamespaceWithoutProfileIsInjectedByTheDefaults() {
    Pod pod = run(OTHER, "defaults");

    assertThat(Cluster.injected(pod)).isTrue();
    Processes.awaitReporting(OTHER.name(), "defaults", 1);
  }

  @Test
  @Order(2)
  void twoNamespacesAreApart() {
    ONE.createProfile("all");
    run(ONE, "mine");

    MemoryProfileStatus one =
        ONE.awaitStatus("all", "has its one pod reporting", status -> reporting(status) == 1);
    assertThat(one.pods().matched()).isEqualTo(1);
    assertThat(Processes.of(ONE.name()))
        .extracting(process -> process.path("pod").asText())
        .containsExactly("mine");

    OTHER.createProfile("all");
    MemoryProfileStatus other =
        OTHER.awaitStatus("all", "has its one pod reporting", status -> reporting(status) == 1);
    assertThat(other.pods().matched()).isEqualTo(1);
    assertThat(Processes.of(OTHER.name()))
        .extracting(process -> process.path("pod").asText())
        .containsExactly("defaults");
  }

  @Test
  @Order(3)
  void withoutTheLabelNewPodsAreLeftAloneAndListed() {
    ONE.setLabelled(false);
    ONE.awaitAdmission(false);

    Pod late = run(ONE, "late");

    assertThat(Cluster.injected(late)).isFalse();
    assertThat(late.getSpec().getInitContainers()).isEmpty();
    MemoryProfileStatus status =
        ONE.awaitStatus(
            "all",
            "lists the pod without agent",
            current ->
                current.uncovered().stream().map(UncoveredPod::pod).anyMatch("late"::equals));
    assertThat(status.pods().matched()).isEqualTo(2);
    assertThat(status.pods().injected()).isEqualTo(1);
    assertThat(status.uncovered().getFirst().message()).contains(Cluster.INJECTION_LABEL);
    assertThat(Cluster.injected(run(OTHER, "still"))).isTrue();
  }

  @Test
  @Order(4)
  void withTheLabelBackNewPodsAreInjectedAgain() {
    ONE.setLabelled(true);
    ONE.awaitAdmission(true);

    assertThat(Cluster.injected(run(ONE, "again"))).isTrue();
    ONE.awaitStatus("all", "has two pods reporting", status -> reporting(status) == 2);
  }

  @Test
  @Order(5)
  void ofTwoProfilesTheOlderHasThePodsUntilItIsRemoved() {
    ONE.createProfile("younger");
    MemoryProfileStatus younger =
        ONE.awaitStatus("younger", "says that it is shadowed", ScopeE2E::namesTheOlderProfile);
    assertThat(younger.pods().matched()).isZero();

    ONE.profile("all").delete();

    ONE.awaitStatus(
        "younger",
        "has the pods",
        status -> reporting(status) == 2 && status.pods().matched() == 3);
    assertThat(ONE.profile("all").get()).isNull();
  }

  private static boolean namesTheOlderProfile(MemoryProfileStatus status) {
    return status.conditions().stream()
        .anyMatch(
            condition ->
                condition.getReason().equals("PodsTaken")
                    && condition.getMessage().contains("older profile all"));
  }

  private static int reporting(MemoryProfileStatus status) {
    return status.pods() == null ? 0 : status.pods().reporting();
  }

  private static Pod run(TestNamespace namespace, String name) {
    namespace.create(Workloads.pod(name, SPEC));
    return namespace.awaitReady(name);
  }
}
