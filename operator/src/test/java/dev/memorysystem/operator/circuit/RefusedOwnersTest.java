package dev.memorysystem.operator.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.injection.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A ReplicaSet that tries to create a pod. */
class RefusedOwnersTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource source = now::get;
  private final RefusedOwners owners = new RefusedOwners(source.withZone(ZoneOffset.UTC));
  private final Pod pod = Yaml.injected("web-1", "{}");

  @Test
  void afterAFewAttemptsOneGoesWithoutTheAgent() {
    attempts(3);

    assertThat(owners.spare(pod, "shop", false)).contains(SkipReason.RefusedWithAgent);
  }

  @Test
  void attemptsInQuickSuccessionMayBeManyPods() {
    for (int i = 0; i < 10; i++) {
      assertThat(owners.spare(pod, "shop", false)).isEmpty();
      owners.admitted(pod, "shop");
    }
  }

  @Test
  void aPodThatCameToBeWithTheAgentEndsIt() {
    attempts(3);
    owners.see("shop", List.of(pod));

    assertThat(owners.spare(pod, "shop", false)).isEmpty();
  }

  @Test
  void podsKnownBeforeAreNotTheOneThatCameToBe() {
    owners.see("shop", List.of(Yaml.injected("web-0", "{}")));
    attempts(3);
    owners.see("shop", List.of(Yaml.injected("web-0", "{}")));

    assertThat(owners.spare(pod, "shop", false)).isNotEmpty();
  }

  @Test
  void anOwnerWhosePodCameToBeWithoutIsSparedForAWhile() {
    attempts(3);
    owners.spare(pod, "shop", false);
    owners.see("shop", List.of(Yaml.plain("web-1", "{}")));

    assertThat(owners.spare(pod, "shop", false)).isNotEmpty();
    advance(Duration.ofMinutes(59));
    assertThat(owners.spare(pod, "shop", false)).isNotEmpty();
    advance(Duration.ofMinutes(2));
    assertThat(owners.spare(pod, "shop", false)).isEmpty();
  }

  @Test
  void whereWithoutIsRefusedTooTheAgentIsNotToBlameAndTheNextDoubtComesLater() {
    attempts(3);
    owners.spare(pod, "shop", false);

    assertThat(owners.spare(pod, "shop", false)).as("no pod came to be").isEmpty();
    attempts(5);
    assertThat(owners.spare(pod, "shop", false)).isEmpty();
    attempts(1);
    assertThat(owners.spare(pod, "shop", false)).isNotEmpty();
  }

  @Test
  void aDryRunIsNeitherCountedNorSpared() {
    attempts(3);

    assertThat(owners.spare(pod, "shop", true)).isEmpty();
    assertThat(owners.spare(pod, "shop", false)).isNotEmpty();
  }

  @Test
  void ownersAndNamespacesAreApart() {
    attempts(3);
    Pod bare =
        new PodBuilder(pod).editMetadata().withOwnerReferences(List.of()).endMetadata().build();

    assertThat(owners.spare(pod, "other", false)).isEmpty();
    assertThat(owners.spare(bare, "shop", false)).isEmpty();
  }

  @Test
  void podsWithoutAnOwnerAreKnownByTheirNames() {
    Pod generated =
        new PodBuilder(pod)
            .editMetadata()
            .withOwnerReferences(List.of())
            .withName(null)
            .withGenerateName("run-")
            .endMetadata()
            .build();
    for (int i = 0; i < 3; i++) {
      owners.admitted(generated, "shop");
      advance(Duration.ofSeconds(1));
    }

    assertThat(owners.spare(generated, "shop", false)).isNotEmpty();
  }

  @Test
  void ofEndlessOwnersTheFirstAreForgotten() {
    attempts(3);
    for (int i = 0; i < 1_000; i++) {
      owners.admitted(pod, "namespace-" + i);
    }

    assertThat(owners.spare(pod, "shop", false)).isEmpty();
  }

  private void attempts(int count) {
    for (int i = 0; i < count; i++) {
      owners.admitted(pod, "shop");
      advance(Duration.ofSeconds(1));
    }
  }

  private void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
