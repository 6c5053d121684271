package dev.memorysystem.operator.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionsTest {
  private static final Duration TICK = Duration.ofSeconds(5);

  private final Evictions evictions = new Evictions();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          waits for our init container    | Pending | {waiting: {reason: ImagePullBackOff}} | {}                                           | [{name: app, restartCount: 0, state: {waiting: {reason: PodInitializing}}}] | true
          no container is told of yet     | Pending | {waiting: {reason: ImagePullBackOff}} | {}                                           | []                                                                          | true
          another init container waits    | Pending | {waiting: {reason: ImagePullBackOff}} | {waiting: {reason: PodInitializing}}         | []                                                                          | true
          another init container has run  | Pending | {waiting: {reason: ImagePullBackOff}} | {terminated: {exitCode: 0}}                  | []                                                                          | false
          a sidecar runs                  | Pending | {waiting: {reason: ImagePullBackOff}} | {running: {}}                                | []                                                                          | false
          a container has run before      | Pending | {waiting: {reason: ImagePullBackOff}} | {}                                           | [{name: app, restartCount: 1, state: {waiting: {}}}]                        | false
          a container has ended before    | Pending | {waiting: {reason: ImagePullBackOff}} | {}                                           | [{name: app, restartCount: 0, state: {waiting: {}}, lastState: {terminated: {exitCode: 1}}}] | false
          it has failed                   | Failed  | {terminated: {exitCode: 1}}           | {}                                           | []                                                                          | false
          the init container is well      | Pending | {running: {}}                         | {}                                           | []                                                                          | false
          """)
  void onlyAPodThatHasNeverRunIsStuck(
      String what, String phase, String install, String other, String containers, boolean stuck) {
    Pod pod =
        Yaml.injected(
            "web-1",
            """
            {phase: %s, containerStatuses: %s, initContainerStatuses: [
              {name: memory-system-agent, restartCount: 0, state: %s},
              {name: migrate, restartCount: 0, state: %s}]}"""
                .formatted(phase, containers, install, other));

    assertThat(StuckPod.of(pod).isPresent()).as(what).isEqualTo(stuck);
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1, ReplicaSet, true",
    "apps/v1, StatefulSet, true",
    "apps/v1, DaemonSet, true",
    "v1, ReplicationController, true",
    "batch/v1, Job, false",
    "apps.kruise.io/v1alpha1, CloneSet, false"
  })
  void onlyPodsWhoseOwnerMakesAnotherAreEvicted(String apiVersion, String kind, boolean stuck) {
    Pod pod =
        new PodBuilder(stuck("web-1").pod())
            .editMetadata()
            .editFirstOwnerReference()
            .withApiVersion(apiVersion)
            .withKind(kind)
            .endOwnerReference()
            .endMetadata()
            .build();

    assertThat(StuckPod.of(pod).isPresent()).isEqualTo(stuck);
    assertThat(StuckPod.of(without(pod, false))).isEmpty();
    assertThat(StuckPod.of(without(pod, true))).isEmpty();
  }

  /** Without an owner; or going. */
  private static Pod without(Pod pod, boolean going) {
    return new PodBuilder(pod)
        .editMetadata()
        .withOwnerReferences(going ? pod.getMetadata().getOwnerReferences() : List.of())
        .withDeletionTimestamp(going ? "now" : null)
        .endMetadata()
        .build();
  }

  @Test
  void aPodIsGivenTimeToGoOnByItself() {
    assertThat(next(stuck("web-1"))).isEmpty();
    now = now.plus(Evictions.PATIENCE).minusSeconds(1);
    assertThat(next(stuck("web-1"))).isEmpty();
    now = now.plusSeconds(1);
    assertThat(next(stuck("web-1"))).containsExactly("web-1");
  }

  @Test
  void ofOneOwnerPodsGoOneByOne() {
    next(stuck("web-1"), stuck("web-2"));
    now = now.plus(Evictions.PATIENCE);

    assertThat(next(stuck("web-1"), stuck("web-2"))).containsExactly("web-1");
    now = now.plus(TICK);
    assertThat(next(stuck("web-2"))).containsExactly("web-2");
  }

  @Test
  void podsThatAreStuckAgainAreLeftAfterAFewTimes() {
    List<String> evicted = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      next(stuck("web-" + i));
      now = now.plus(Evictions.PATIENCE);
      evicted.addAll(next(stuck("web-" + i)));
      now = now.plus(TICK);
      assertThat(next()).isEmpty();
    }
    assertThat(evicted).hasSize(1 + Evictions.MAX_AGAIN);

    now = now.plus(Evictions.WINDOW);
    next(stuck("web-99"));
    now = now.plus(Evictions.PATIENCE);
    assertThat(next(stuck("web-99"))).as("after a while").containsExactly("web-99");
  }

  @Test
  void ofManyOwnersSoManyGoInAMinute() {
    StuckPod[] many = new StuckPod[Evictions.MAX_PER_MINUTE + 5];
    Arrays.setAll(many, i -> new StuckPod(stuck("web-" + i).pod(), stuck("w").trouble(), "rs" + i));
    next(many);
    now = now.plus(Evictions.PATIENCE);

    assertThat(next(many)).hasSize(Evictions.MAX_PER_MINUTE);
    assertThat(next(many)).isEmpty();
    now = now.plusSeconds(61);
    assertThat(next(many)).isNotEmpty();
  }

  private List<String> next(StuckPod... stuck) {
    return evictions.next(List.of(stuck), now).stream()
        .map(pod -> pod.pod().getMetadata().getName())
        .toList();
  }

  private static StuckPod stuck(String name) {
    return StuckPod.of(
            Yaml.injected(
                name,
                """
                {phase: Pending, initContainerStatuses: [{name: memory-system-agent,
                  restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}]}"""))
        .orElseThrow();
  }
}
