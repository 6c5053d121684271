package dev.memorysystem.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.Transition;
import dev.memorysystem.operator.status.Scene;
import dev.memorysystem.operator.status.StatusAggregator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileNoticesTest {
  private final Scene scene = new Scene();

  @Test
  void aProfileThatIsWellSaysNothing() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");

    assertThat(step()).isEmpty();
    assertThat(step()).isEmpty();
  }

  @Test
  void aConfirmedLeakIsToldOnProfileAndPodWithEveryTransition() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    scene.findings.add(Scene.finding("f", "suspected", 0.6, Duration.ofHours(2)));
    assertThat(step())
        .containsExactly(
            "MemoryProfile/everything Normal LeakSuspected", "Pod/a Normal LeakSuspected");
    scene.findings.set(0, Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    assertThat(step())
        .containsExactly(
            "MemoryProfile/everything Warning LeakConfirmed", "Pod/a Warning LeakConfirmed");
    scene.findings.set(0, Scene.finding("f", "confirmed", 0.95, Duration.ofMinutes(10)));
    assertThat(step()).as("figures that move").isEmpty();
    scene.findings.set(0, Scene.finding("f", "resolved", 0.9, Duration.ofHours(2)));
    assertThat(step())
        .containsExactly(
            "MemoryProfile/everything Normal LeakResolved", "Pod/a Normal LeakResolved");
    assertThat(step()).isEmpty();
  }

  @Test
  void anAcknowledgedLeakIsToldOnlyWhenItIsResolved() {
    scene.spec("{findings: [{id: f, triage: Acknowledged}]}");
    scene.findings.add(Scene.finding("f", "suspected", 0.6, Duration.ofHours(2)));
    assertThat(step()).isEmpty();
    scene.findings.set(0, Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    assertThat(step()).isEmpty();
    scene.findings.set(0, Scene.finding("f", "resolved", 0.9, Duration.ofHours(2)));
    assertThat(step()).containsExactly("MemoryProfile/everything Normal LeakResolved");
  }

  @Test
  void anIgnoredLeakIsNotToldUntilItsTimeIsOver() {
    Instant until = scene.now.plusSeconds(20);
    scene.spec("{findings: [{id: f, triage: Ignored, until: '" + until + "'}]}");
    scene.findings.add(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    assertThat(step()).isEmpty();
    scene.findings.set(0, with(triageTransition("Ignored", scene.now)));
    assertThat(step()).isEmpty();
    assertThat(step()).as("its time is over, and what was known is no news").isEmpty();

    scene.findings.set(
        0, with(triageTransition("Ignored", until), triageTransition("Open", until)));

    assertThat(step()).containsExactly("MemoryProfile/everything Warning LeakConfirmed");
    assertThat(step()).isEmpty();
  }

  @Test
  void aResolvedLeakThatIsNoLongerIgnoredIsNoNews() {
    scene.findings.add(Scene.finding("f", "resolved", 0.9, Duration.ofHours(2)));
    step();
    Finding resolved = scene.findings.getFirst();
    List<Transition> longer = new ArrayList<>(resolved.transitions());
    longer.add(new Transition("resolved", scene.now.toString(), "why", "Open"));
    scene.findings.set(0, withTransitions(resolved, longer));

    assertThat(step()).isEmpty();
  }

  private static Transition triageTransition(String triage, Instant at) {
    return new Transition("confirmed", at.toString(), "why", triage);
  }

  private static Finding with(Transition... more) {
    Finding confirmed = Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2));
    List<Transition> longer = new ArrayList<>(confirmed.transitions());
    longer.addAll(List.of(more));
    return withTransitions(confirmed, longer);
  }

  private static Finding withTransitions(Finding f, List<Transition> transitions) {
    return new Finding(
        f.id(),
        f.state(),
        f.triage(),
        f.kind(),
        f.confidence(),
        f.workload(),
        f.processes(),
        f.firstSeen(),
        f.lastSeen(),
        f.type(),
        f.allocationSite(),
        f.holder(),
        f.retainedPath(),
        f.growingContainer(),
        f.growthBytesPerHour(),
        f.shareOfGrowth(),
        f.exhaustion(),
        f.evidence(),
        transitions,
        f.reason(),
        f.recommendation());
  }

  @Test
  void aTransitionThatIsHistoryIsNotNews() {
    scene.findings.add(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(20)));
    scene.now = scene.now.plus(Duration.ofHours(2));

    assertThat(step()).isEmpty();
  }

  @Test
  void theSameTransitionHasTheSameNameForARestartedOperator() {
    scene.findings.add(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    List<Notice> first = notices();
    scene.now = scene.now.plusSeconds(30);

    assertThat(notices()).isEqualTo(first).hasSize(2);
  }

  @Test
  void conditionsThatTurnFalseAndBackAreTold() {
    scene.labelled = false;
    assertThat(step()).containsExactly("MemoryProfile/everything Warning NamespaceNotLabelled");
    scene.labelled = true;
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    assertThat(step()).containsExactly("MemoryProfile/everything Normal AllInjected");
    scene.everSynced = false;
    assertThat(step()).containsExactly("MemoryProfile/everything Warning CollectorUnavailable");
    scene.everSynced = true;
    assertThat(step()).containsExactly("MemoryProfile/everything Normal Reconciled");
  }

  @Test
  void aPodThatIsNotInjectedIsToldOnceOnThePod() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    scene.pod("missed");
    scene.pod("out", "memory-system.dev/inject", "false");

    assertThat(step())
        .containsExactly(
            "MemoryProfile/everything Warning PodsNotInjected", "Pod/missed Warning WebhookMissed");
    scene.injected("b");
    assertThat(step()).isEmpty();
  }

  /** The next reconciliation: its Events, and its status stored. */
  private List<String> step() {
    List<Notice> notices = notices();
    scene.profile.setStatus(next());
    scene.now = scene.now.plusSeconds(10);
    return notices.stream()
        .map(
            n ->
                n.regarding().getKind()
                    + "/"
                    + n.regarding().getName()
                    + " "
                    + n.type()
                    + " "
                    + n.reason())
        .toList();
  }

  private List<Notice> notices() {
    return ProfileNotices.of(scene.profile, next(), scene.pods, scene.now);
  }

  private MemoryProfileStatus next() {
    return StatusAggregator.next(scene.observed(), scene.profile.getStatus());
  }
}
