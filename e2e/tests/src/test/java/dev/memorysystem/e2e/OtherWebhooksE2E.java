package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.cluster.Cluster;
import dev.memorysystem.e2e.cluster.ClusterTest;
import dev.memorysystem.e2e.cluster.OtherWebhooks;
import dev.memorysystem.e2e.cluster.OtherWebhooks.Change;
import dev.memorysystem.e2e.cluster.Processes;
import dev.memorysystem.e2e.cluster.TestNamespace;
import dev.memorysystem.e2e.cluster.Workloads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks of others change the pod before ours and after it. */
@ClusterTest
@Order(25)
final class OtherWebhooksE2E {
  /** Names of configurations that sort before and after the chart's. */
  private static final String BEFORE = "aaa-e2e";

  private static final String AFTER = "zzz-e2e";

  private static final String AGENT = "memory-system-agent";
  private static final String JAVA_AGENT = "-javaagent:/memory-system/java/memory-system-agent.jar";
  private static final String OPTIONS = "-Dother.before=yes";
  private static final String LATER_OPTIONS = "-Dother.after=yes";
  private static final String LATE = "late";
  private static final String LATE_NATIVE = "native-late";

  /** A pod that gets options before ours, and two sidecars after it. */
  private static final String SIDECARS = "sidecars";

  /** A pod that gets options before ours, and the same variable once more after it. */
  private static final String TWICE = "twice";

  @RegisterExtension static final TestNamespace SERVERS = TestNamespace.plain("webhooks");
  @RegisterExtension static final TestNamespace NAMESPACE = TestNamespace.labelled("others");

  @BeforeAll
  static void bringUp() throws GeneralSecurityException, IOException {
    NAMESPACE.createProfile("all");
    Change options = new Change("options", OPTIONS, "[%s]".formatted(setOptions(OPTIONS)));
    Change again =
        new Change("options-again", LATER_OPTIONS, "[%s]".formatted(setOptions(LATER_OPTIONS)));
    Change sidecars =
        new Change(
            "sidecars",
            '"' + LATE + '"',
            "[%s,%s]"
                .formatted(
                    Change.add("containers/-", late()),
                    Change.add("initContainers/0", lateNative())));
    OtherWebhooks others = OtherWebhooks.serve(SERVERS, NAMESPACE, options, again, sidecars);
    OtherWebhooks.register(BEFORE, others.webhook(options, "Never", SIDECARS, TWICE));
    OtherWebhooks.register(
        AFTER,
        others.webhook(sidecars, "Never", SIDECARS),
        others.webhook(again, "IfNeeded", TWICE));
    for (String pod : List.of(SIDECARS, TWICE)) {
      await("ours and the webhooks of others change the pod " + pod)
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> isChangedByAll(NAMESPACE.dryRun(pod(pod))));
    }
  }

  @AfterAll
  static void unregister() {
    OtherWebhooks.unregister(BEFORE);
    OtherWebhooks.unregister(AFTER);
  }

  @Test
  void whatOthersAddBeforeAndAfterStaysAndEveryContainerIsInjectedOnce() {
    NAMESPACE.create(pod(SIDECARS));
    Pod pod = NAMESPACE.awaitReady(SIDECARS);

    assertThat(pod.getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("app", LATE);
    assertThat(options(pod, "app")).containsExactly(OPTIONS + " " + JAVA_AGENT);
    assertThat(options(pod, LATE)).containsExactly(JAVA_AGENT);
    assertNothingIsDoubled(pod);
    assertThat(pod.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly(LATE_NATIVE, AGENT);
    Container lateNative = pod.getSpec().getInitContainers().getFirst();
    assertThat(lateNative.getEnv()).isEmpty();
    assertThat(lateNative.getVolumeMounts()).isEmpty();
    Processes.awaitReporting(NAMESPACE.name(), SIDECARS, 2);
  }

  @Test
  void whoeverSetsTheVariableOnceMoreAfterUsDoesNotLoseTheAgent() {
    Pod pod = NAMESPACE.dryRun(pod(TWICE));

    assertThat(pod.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly(AGENT);
    // of two entries with one name the later is in force
    assertThat(options(pod, "app"))
        .containsExactly(OPTIONS + " " + JAVA_AGENT, LATER_OPTIONS + " " + JAVA_AGENT);
  }

  private static void assertNothingIsDoubled(Pod pod) {
    assertThat(pod.getSpec().getVolumes()).extracting(Volume::getName).doesNotHaveDuplicates();
    for (Container container : pod.getSpec().getContainers()) {
      assertThat(container.getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
      assertThat(container.getVolumeMounts())
          .extracting(VolumeMount::getMountPath)
          .doesNotHaveDuplicates();
    }
  }

  private static boolean isChangedByAll(Pod pod) {
    String json = Serialization.asJson(pod);
    return Cluster.injected(pod)
        && json.contains(OPTIONS)
        && (json.contains(LATE_NATIVE) || json.contains(LATER_OPTIONS));
  }

  private static Pod pod(String name) {
    return Workloads.pod(name, Workloads.podSpec(Workloads.javaService("app").build()));
  }

  private static List<String> options(Pod pod, String container) {
    return pod.getSpec().getContainers().stream()
        .filter(candidate -> candidate.getName().equals(container))
        .flatMap(candidate -> candidate.getEnv().stream())
        .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
        .map(EnvVar::getValue)
        .toList();
  }

  private static String setOptions(String value) {
    return Change.add("containers/0/env/-", new EnvVar("JAVA_TOOL_OPTIONS", value, null));
  }

  private static Container late() {
    return Workloads.javaService(LATE)
        .addNewEnv()
        .withName("PORT")
        .withValue("8081")
        .endEnv()
        .withReadinessProbe(null)
        .build();
  }

  private static Container lateNative() {
    return new ContainerBuilder(
            Workloads.shell(LATE_NATIVE, "test -z \"$JAVA_TOOL_OPTIONS\" && exec sleep 1000000")
                .build())
        .withRestartPolicy("Always")
        .build();
  }
}
