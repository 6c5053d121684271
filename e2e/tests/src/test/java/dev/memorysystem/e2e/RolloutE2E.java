package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workloads from before the label are restarted; one that does not bear it is put back. */
@ClusterTest
@Order(35)
final class RolloutE2E {
  private static final String PROFILE = "all";
  private static final String GOOD = "a-good";
  private static final String ALLERGIC = "b-allergic";
  private static final String NEVER = "c-never";

  /** Deadlines for progress: of one that never gets there, and of those that do. */
  private static final int SHORT_SECONDS = 15;

  private static final int PATIENT_SECONDS = 600;

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.plain("rollout");

  private static MemoryProfileStatus status;

  @BeforeAll
  static void restart() {
    NAMESPACE.create(deployment(GOOD, sleeping().build(), 2, PATIENT_SECONDS));
    NAMESPACE.create(
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName(GOOD)
            .endMetadata()
            .withNewSpec()
            .withNewSelector()
            .addToMatchLabels("app.kubernetes.io/name", GOOD)
            .endSelector()
            .withMaxUnavailable(new IntOrString(1))
            .endSpec()
            .build());
    NAMESPACE.create(
        deployment(
            ALLERGIC,
            sleeping()
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("/bin/sh", "-c", "test -z \"$JAVA_TOOL_OPTIONS\"")
                .endExec()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                .build(),
            1,
            SHORT_SECONDS));
    NAMESPACE.create(
        deployment(
            NEVER,
            sleeping()
                .addNewEnv()
                .withName("JAVA_TOOL_OPTIONS")
                .withNewValueFrom()
                .withNewSecretKeyRef("options", "absent", true)
                .endValueFrom()
                .endEnv()
                .build(),
            1,
            PATIENT_SECONDS));
    for (String each : new String[] {GOOD, ALLERGIC, NEVER}) {
      assertThat(Cluster.injected(NAMESPACE.awaitReadyPod(each))).isFalse();
    }
    NAMESPACE.setLabelled(true);
    NAMESPACE.awaitAdmission(true);

    MemoryProfile profile = new MemoryProfile();
    profile.setMetadata(new ObjectMetaBuilder().withName(PROFILE).build());
    profile.setSpec(
        Serialization.unmarshal("{\"rollout\": \"OnChange\"}", MemoryProfileSpec.class));
    NAMESPACE.createProfile(profile);
    status =
        NAMESPACE.awaitStatus(
            PROFILE,
            "says that a restart failed",
            current ->
                current.conditions().stream()
                    .anyMatch(
                        condition ->
                            condition.getType().equals("RolledOut")
                                && condition.getReason().equals("RolloutFailed")));
  }

  @Test
  void theOneThatBearsItCarriesTheAgentAfterOneRestart() {
    assertThat(state(GOOD)).isEqualTo("Restarted");
    assertThat(NAMESPACE.pods(GOOD)).filteredOn(Workloads::ready).allMatch(Cluster::injected);
    assertThat(revision(GOOD)).isEqualTo("2");
    assertThat(NAMESPACE.events("Deployment", GOOD))
        .extracting(event -> event.getReason())
        .containsOnlyOnce("RestartedForAgent")
        .doesNotContain("RolloutFailed");
  }

  @Test
  void theOneThatDoesNotRunsAsBeforeAndSaysWhatToDo() {
    assertThat(state(ALLERGIC)).isEqualTo("Failed");
    Pod pod = NAMESPACE.awaitReadyPod(ALLERGIC);
    assertThat(Cluster.injected(pod)).isFalse();
    assertThat(entry(ALLERGIC).message())
        .contains("kubectl annotate Deployment/" + ALLERGIC)
        .contains("memory-system.dev/rollout-failed-");
    assertThat(NAMESPACE.events("Deployment", ALLERGIC))
        .extracting(event -> event.getReason())
        .contains("RestartedForAgent", "RolloutFailed");
  }

  @Test
  void theOneThatCannotBeInjectedIsNotTouched() {
    assertThat(state(NEVER)).isEqualTo("Refused");
    assertThat(entry(NEVER).reason()).isEqualTo("ValueFrom");
    assertThat(revision(NEVER)).isEqualTo("1");
  }

  private static ContainerBuilder sleeping() {
    return Workloads.shell("app", "trap 'exit 0' TERM; sleep 3600 & wait");
  }

  private static Deployment deployment(
      String name, Container container, int replicas, int deadlineSeconds) {
    return new DeploymentBuilder(Workloads.deployment(name, Workloads.podSpec(container)))
        .editSpec()
        .withReplicas(replicas)
        .withProgressDeadlineSeconds(deadlineSeconds)
        .endSpec()
        .build();
  }

  private static String state(String workload) {
    return entry(workload).state();
  }

  private static RolloutWorkload entry(String workload) {
    assertThat(status.rollout()).isNotNull();
    return status.rollout().workloads().stream()
        .filter(entry -> entry.name().equals(workload))
        .findFirst()
        .orElseThrow();
  }

  /** Of its pod template: one more for each restart. */
  private static String revision(String workload) {
    return Cluster.CLIENT
        .apps()
        .deployments()
        .inNamespace(NAMESPACE.name())
        .withName(workload)
        .get()
        .getMetadata()
        .getAnnotations()
        .get("deployment.kubernetes.io/revision");
  }
}
