package dev.memorysystem.injection;

import static dev.memorysystem.injection.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.InjectionResult.Injected;
import dev.memorysystem.injection.InjectionResult.Noted;
import dev.memorysystem.injection.InjectionResult.Skipped;
import dev.memorysystem.injection.InjectionResult.Unchanged;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that start without the agent, as it would do them harm. */
class SparedTest {
  private static final String TWO = "{containers: [{name: app}, {name: worker}]}";

  private final Injection injection = new Injection(() -> Pods.SETTINGS, new FakeLookups());

  @Test
  void aSparedPodSaysWhyAndBecauseOfWhichImage() {
    Pod before = pod(TWO);

    Noted result = (Noted) plan(before, SkipReason.AgentInstallFailing);

    assertThat(result.pod().getSpec()).isEqualTo(before.getSpec());
    assertThat(result.pod().getMetadata().getAnnotations())
        .containsOnly(
            entry(
                "memory-system.dev/skipped", "app=AgentInstallFailing,worker=AgentInstallFailing"),
            entry("memory-system.dev/spared", "memory-system/agent:0.2.0"));
  }

  @Test
  void aPodSparedOnceIsNotAskedAboutAgain() {
    Pod spared = ((Noted) plan(pod(TWO), SkipReason.RefusedWithAgent)).pod();

    assertThat(plan(spared, Optional::empty)).isEqualTo(new Unchanged());
    assertThat(plan(spared, SkipReason.CrashesWithAgent)).isEqualTo(new Unchanged());
  }

  @Test
  void aCopyOfAPodSparedBecauseOfAnotherImageIsInjected() {
    Pod copy =
        pod("{name: a, annotations: {memory-system.dev/spared: 'memory-system/agent:0.1.0'}}", TWO);

    assertThat(plan(copy, Optional::empty)).isInstanceOf(Injected.class);
  }

  @Test
  void aPodThatCarriesTheAgentKeepsIt() {
    Pod injected = ((Injected) plan(pod(TWO), Optional::empty)).pod();

    assertThat(plan(injected, SkipReason.AgentImageUnavailable)).isEqualTo(new Unchanged());
  }

  @ParameterizedTest
  @CsvSource({
    "CrashesWithAgent, true",
    "AgentImageUnavailable, false",
    "AgentInstallFailing, false",
    "RefusedWithAgent, false"
  })
  void whoeverForcesItGetsItInSpiteOfCrashes(SkipReason trouble, boolean injected) {
    Pod forced = pod("{name: a, annotations: {memory-system.dev/inject: 'true'}}", TWO);

    assertThat(plan(forced, trouble)).isInstanceOf(injected ? Injected.class : Noted.class);
  }

  @Test
  void aPodThatIsLeftAloneAnywayIsNotAskedAbout() {
    Pod optedOut = pod("{name: a, annotations: {memory-system.dev/inject: 'false'}}", TWO);

    assertThat(
            plan(
                optedOut,
                () -> {
                  throw new AssertionError("asked");
                }))
        .isEqualTo(new Skipped(SkipReason.OptedOut));
  }

  @ParameterizedTest
  @CsvSource({"100000, true", "262100, false"})
  void annotationsMayNotGrowBeyondWhatKubernetesTakes(int bytes, boolean injected) {
    Pod large = pod(TWO);
    large.getMetadata().setAnnotations(Map.of("note", "ä".repeat(bytes / 2)));

    InjectionResult result = plan(large, Optional::empty);

    if (injected) {
      assertThat(result).isInstanceOf(Injected.class);
    } else {
      assertThat(result).isEqualTo(new Skipped(SkipReason.PodTooLarge));
    }
  }

  private InjectionResult plan(Pod pod, SkipReason trouble) {
    return plan(pod, () -> Optional.of(trouble));
  }

  private InjectionResult plan(Pod pod, Supplier<Optional<SkipReason>> trouble) {
    return injection.plan(pod, "shop", Optional.of(MemoryProfileSpec.DEFAULT), trouble);
  }
}
