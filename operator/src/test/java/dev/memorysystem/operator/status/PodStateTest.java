package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.memorysystem.crd.UncoveredPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which pods carry the agent, by themselves or by injection, and since when they run. */
class PodStateTest {
  private final Scene scene = new Scene();

  @Test
  void anAgentThatWasPutInByHandCounts() {
    assertThat(state(withOptions("-javaagent:/opt/memory-system-agent.jar")).injected()).isTrue();
    assertThat(state(withOptions("-Xmx1g")).injected()).isFalse();
    assertThat(state(withOptions(null)).injected()).isFalse();
  }

  @Test
  void aPodWhoseContainersDoNotRunYetIsWaitedFor() {
    scene.injected("a");
    for (Pod pod :
        List.of(
            status("{phase: Pending, containerStatuses: [{name: app}]}"),
            status("{phase: Pending, containerStatuses: [{name: app, state: {waiting: {}}}]}"),
            status("{phase: Running, containerStatuses: [{name: app, state: {running: {}}}]}"))) {
      assertThat(state(pod).gaps())
          .extracting(UncoveredPod::reason, UncoveredPod::message)
          .containsExactly(tuple("NotReportingYet", "injected, and not running yet"));
    }
  }

  @Test
  void aPodThatIsNotMeantToBeInjectedLacksNothing() {
    assertThat(state(scene.pod("out", "memory-system.dev/inject", "false")).lacksInjection())
        .isFalse();
    assertThat(state(scene.pod("missed")).lacksInjection()).isTrue();
  }

  private Pod status(String yaml) {
    return new PodBuilder(scene.pods.getLast())
        .withStatus(Serialization.unmarshal("# YAML\n" + yaml, PodStatus.class))
        .build();
  }

  private static Pod withOptions(@Nullable String options) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("own")
        .withUid("uid-own")
        .withCreationTimestamp(Scene.START.toString())
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .addNewEnv()
        .withName("PATH")
        .endEnv()
        .addNewEnv()
        .withName("JAVA_TOOL_OPTIONS")
        .withValue(options)
        .endEnv()
        .endContainer()
        .endSpec()
        .build();
  }

  private PodState state(Pod pod) {
    return PodState.of(pod, scene.observed());
  }
}
