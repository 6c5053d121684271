package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.operator.certificate.TestAuthority;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
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
  void aPodThatTrustsNoneOfTheAuthoritiesIsToBeRestarted() throws Exception {
    String lost = new TestAuthority().pem();
    String now = new TestAuthority().pem();
    String before = new TestAuthority().pem();
    scene.authorities = Optional.of(now + before);

    assertThat(reasons(lost)).containsExactly("AuthorityReplaced");
    assertThat(reasons("no certificate")).containsExactly("AuthorityReplaced");
    assertThat(reasons(before)).containsExactly("NotReportingYet");
    assertThat(reasons(now + before)).containsExactly("NotReportingYet");
    scene.authorities = Optional.empty();
    assertThat(reasons(lost)).containsExactly("NotReportingYet");
  }

  private List<String> reasons(String authority) {
    return state(
            scene.pod(
                "a", "memory-system.dev/injected", "0.2.0", "memory-system.dev/ca", authority))
        .gaps()
        .map(UncoveredPod::reason)
        .toList();
  }

  @Test
  void aPodThatReportsIsTrustedEnough() throws Exception {
    scene.authorities = Optional.of(new TestAuthority().pem());
    scene.process("a", "reporting");

    assertThat(reasons(new TestAuthority().pem())).isEmpty();
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
