package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the webhook does to pods, seen on pods that then run; the namespace enforces "restricted".
 */
@ClusterTest
@Order(20)
final class InjectionE2E {
  private static final String PROFILE = "all";
  private static final String JAVA_AGENT = "-javaagent:/memory-system/java/memory-system-agent.jar";
  private static final String AGENT = "memory-system-agent";

  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("injection");

  @BeforeAll
  static void profile() {
    NAMESPACE.createProfile(PROFILE);
  }

  @Test
  void anApplicationThatSetsJavaToolOptionsItselfKeepsThem() {
    Container own =
        Workloads.javaService("app")
            .addNewEnv()
            .withName("JAVA_TOOL_OPTIONS")
            .withValue("-Dshop.owner=checkout-team")
            .endEnv()
            .build();

    Pod pod = run("own-options", Workloads.podSpec(own));

    assertThat(Cluster.injected(pod)).isTrue();
    assertThat(javaToolOptions(container(pod, "app")))
        .contains("-Dshop.owner=checkout-team " + JAVA_AGENT);
    Processes.awaitReporting(NAMESPACE.name(), "own-options", 1);
  }

  @Test
  void everyContainerIsInjectedAndInitContainersAndSidecarsAreLeftAlone() {
    PodSpec spec =
        Workloads.podSpec(
            Workloads.javaService("app").build(),
            Workloads.javaService("second")
                .addNewEnv()
                .withName("PORT")
                .withValue("8081")
                .endEnv()
                .withReadinessProbe(null)
                .build());
    Container prepare = Workloads.shell("prepare", "test -z \"$JAVA_TOOL_OPTIONS\"").build();
    Container sidecar =
        new ContainerBuilder(
                Workloads.shell("sidecar", "test -z \"$JAVA_TOOL_OPTIONS\" && exec sleep 1000000")
                    .build())
            .withRestartPolicy("Always")
            .build();
    spec.setInitContainers(List.of(prepare, sidecar));

    Pod pod = run("several", spec);

    assertThat(pod.getSpec().getContainers())
        .extracting(InjectionE2E::javaToolOptions)
        .containsOnly(Optional.of(JAVA_AGENT));
    assertThat(pod.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactlyInAnyOrder(AGENT, "prepare", "sidecar");
    for (Container mine : List.of(prepare, sidecar)) {
      Container admitted =
          pod.getSpec().getInitContainers().stream()
              .filter(container -> container.getName().equals(mine.getName()))
              .findFirst()
              .orElseThrow();
      assertThat(admitted.getEnv()).isEmpty();
      assertThat(admitted.getVolumeMounts()).isEmpty();
      assertThat(admitted.getResources()).isEqualTo(mine.getResources());
    }
    Processes.awaitReporting(NAMESPACE.name(), "several", 2);
  }

  @Test
  void aPodCanOptOut() {
    Pod pod = run(annotated("opted-out", "false"));

    assertNotInjected(pod);
    UncoveredPod listed = awaitUncovered("opted-out");
    assertThat(listed.reason()).isEqualTo("OptedOut");
    assertThat(listed.message()).contains("memory-system.dev/inject");
  }

  @Test
  void javaToolOptionsFromElsewhereAreNeverOverwritten() {
    Container app =
        Workloads.javaService("app")
            .addNewEnv()
            .withName("JAVA_TOOL_OPTIONS")
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath("metadata.annotations['options']")
            .endFieldRef()
            .endValueFrom()
            .endEnv()
            .build();

    Pod pod = run("value-from", Workloads.podSpec(app));

    EnvVar options =
        container(pod, "app").getEnv().stream()
            .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
            .findFirst()
            .orElseThrow();
    assertThat(options.getValue()).isNull();
    assertThat(options.getValueFrom().getFieldRef()).isNotNull();
    UncoveredPod listed = awaitUncovered("value-from");
    assertThat(listed.message()).contains("valueFrom");
  }

  private static Pod run(String name, PodSpec spec) {
    return run(Workloads.pod(name, spec));
  }

  private static Pod run(Pod pod) {
    NAMESPACE.create(pod);
    return NAMESPACE.awaitReady(pod.getMetadata().getName());
  }

  private static Pod annotated(String name, String inject) {
    return new PodBuilder(
            Workloads.pod(name, Workloads.podSpec(Workloads.javaService("app").build())))
        .editMetadata()
        .addToAnnotations("memory-system.dev/inject", inject)
        .endMetadata()
        .build();
  }

  private static void assertNotInjected(Pod pod) {
    assertThat(Cluster.injected(pod)).isFalse();
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(javaToolOptions(container(pod, "app"))).isEmpty();
  }

  private static UncoveredPod awaitUncovered(String pod) {
    return NAMESPACE
        .awaitStatus(
            PROFILE,
            "lists " + pod + " as not covered",
            status ->
                status.uncovered().stream().anyMatch(uncovered -> uncovered.pod().equals(pod)))
        .uncovered()
        .stream()
        .filter(uncovered -> uncovered.pod().equals(pod))
        .findFirst()
        .orElseThrow();
  }

  private static Container container(Pod pod, String name) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> container.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> javaToolOptions(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
        .map(EnvVar::getValue)
        .findFirst();
  }
}
