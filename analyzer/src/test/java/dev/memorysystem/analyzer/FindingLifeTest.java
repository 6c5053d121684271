package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a finding: revisions, rollbacks, replicas, absence, people. In event time. */
class FindingLifeTest {
  private static final Heap.Sampler LEAKING =
      (age, random) ->
          List.of(
              Heap.leakingSite("com.acme.shop.Order", age, age / 3, 5, random),
              Heap.filledSite("com.acme.shop.Config", age, 10, 0, 5, random));

  private static final Heap LEAKY = Heap.of(t -> 20 + 0.5 * t).sampled(LEAKING).in("r1");
  private static final Heap FIXED = Heap.of(t -> 20).in("r2");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theIdIsTheSameHoweverOftenAProcessReports(int windows) {
    Run run = Run.of(Trace.read("leaky", windows));

    assertThat(run.findings().stream().map(Finding::id).distinct())
        .containsExactly(Run.of(Trace.read("leaky")).finding().id());
  }

  @Test
  void theIdIsTheSameWhicheverTypeStandsForTheSite() {
    Heap.Sampler otherType =
        (age, random) ->
            LEAKING.at(age, random).stream()
                .map(s -> ScenarioTest.renamed(s, "com.acme.shop.Basket"))
                .toList();

    Run run = Run.of(LEAKY.sampled(otherType).signals(240));

    assertThat(run.finding().type()).isEqualTo("com.acme.shop.Basket");
    assertThat(run.finding().id()).isEqualTo(confirmed().finding().id());
  }

  @Test
  void aFixedRevisionResolvesItWhenItHasRunAsLongAsItTookToConfirm() {
    Run run = confirmed().feed(deleted("uid-1", 245));
    Instant deployed = Heap.START.plusSeconds(250);
    Duration took = sinceWarmUp(last(run).at(), Heap.START);

    run.feed(FIXED.as("2", deployed).in("r2").signals(600));

    Transition resolved = last(run);
    assertThat(resolved.state()).isEqualTo(FindingState.RESOLVED);
    assertThat(sinceWarmUp(resolved.at(), deployed)).isGreaterThanOrEqualTo(took);
    assertThat(resolved.reason())
        .startsWith("Revision r2 does not show what revision r1 did: no growth for");
    assertThat(run.finding().lastSeen().revision()).isEqualTo("r1");
  }

  @Test
  void aFixedRevisionWithTooFewOldGenerationCyclesHasToRunLonger() {
    Run run = confirmed().feed(deleted("uid-1", 245));
    Duration took = sinceWarmUp(last(run).at(), Heap.START);
    Instant deployed = Heap.START.plusSeconds(250);

    run.feed(FIXED.every(5, 10_000).as("2", deployed).signals(1200));

    Transition resolved = last(run);
    assertThat(resolved.state()).isEqualTo(FindingState.RESOLVED);
    assertThat(sinceWarmUp(resolved.at(), deployed)).isGreaterThanOrEqualTo(took.multipliedBy(3));
  }

  private static Duration sinceWarmUp(Instant at, Instant start) {
    return Duration.between(start.plusSeconds(30), at);
  }

  @Test
  void aFixedRevisionBesideTheOldOneResolvesNothing() {
    Run run =
        Run.of(
            together(LEAKY.signals(600), FIXED.as("2", Heap.START.plusSeconds(60)).signals(540)));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void aNewRevisionThatStillHasItIsTheSameFindingSeenAgain() {
    Run run = confirmed().feed(deleted("uid-1", 245));

    run.feed(LEAKY.as("2", Heap.START.plusSeconds(250)).in("r2").signals(240));

    assertThat(states(run)).containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED);
    assertThat(run.finding().firstSeen().revision()).isEqualTo("r1");
    assertThat(run.finding().lastSeen().revision()).isEqualTo("r2");
    assertThat(run.finding().lastSeen().image()).isEqualTo("app:r2");
    assertThat(run.finding().reason())
        .endsWith("First seen in revision r1; revision r2 still has it.");
  }

  @Test
  void aRollbackOpensItAgainAndConfirmsItSooner() {
    Run run = confirmed().feed(deleted("uid-1", 245));
    run.feed(FIXED.as("2", Heap.START.plusSeconds(250)).signals(600));
    run.feed(deleted("uid-2", 855));
    String id = run.finding().id();
    Instant rolledBack = Heap.START.plusSeconds(860);

    run.feed(LEAKY.as("3", rolledBack).signals(240));

    assertThat(run.finding().id()).isEqualTo(id);
    assertThat(states(run))
        .containsExactly(
            FindingState.SUSPECTED,
            FindingState.CONFIRMED,
            FindingState.RESOLVED,
            FindingState.SUSPECTED,
            FindingState.CONFIRMED);
    assertThat(run.finding().transitions().get(3).reason()).startsWith("It grows again: ");
    Instant first = run.finding().transitions().get(1).at();
    assertThat(Duration.between(rolledBack, last(run).at()))
        .isLessThanOrEqualTo(Duration.between(Heap.START, first));
    assertThat(run.finding().firstSeen().at()).isBefore(Heap.START.plusSeconds(240));
  }

  @Test
  void aLeakThatComesBackAfterAnotherIsItsOwnFindingAgain() {
    Heap.Sampler cart =
        (age, random) -> List.of(Heap.leakingSite("com.acme.shop.Cart", age, age / 3, 5, random));
    Run run = confirmed().feed(deleted("uid-1", 245));
    run.feed(FIXED.as("2", Heap.START.plusSeconds(250)).signals(600));
    String first = run.finding().id();
    run.feed(deleted("uid-2", 855));
    run.feed(LEAKY.as("3", Heap.START.plusSeconds(860)).sampled(cart).signals(240));
    assertThat(run.finding().id()).isNotEqualTo(first);
    run.feed(deleted("uid-3", 1105));
    run.feed(FIXED.as("4", Heap.START.plusSeconds(1110)).signals(600));
    run.feed(deleted("uid-4", 1715));

    run.feed(LEAKY.as("5", Heap.START.plusSeconds(1720)).signals(240));

    assertThat(run.finding().id()).isEqualTo(first);
    assertThat(states(run)).hasSize(5);
    assertThat(run.state().past()).hasSize(1);
  }

  @Test
  void growthLearntByItselfAndPutDownToAKnownSiteIsThatFindingAgain() {
    Heap.Sampler late = (age, random) -> age < 350 ? List.of() : LEAKING.at(age, random);
    Run run = confirmed().feed(deleted("uid-1", 245));
    run.feed(FIXED.as("2", Heap.START.plusSeconds(250)).signals(600));
    String id = run.finding().id();
    run.feed(deleted("uid-2", 855));

    run.feed(LEAKY.as("3", Heap.START.plusSeconds(860)).sampled(late).signals(500));

    assertThat(run.finding().id()).isEqualTo(id);
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings())
        .anyMatch(
            f -> f.state() == FindingState.RESOLVED && f.reason().endsWith("See " + id + "."));
  }

  @Test
  void tenReplicasAreOneFindingWithItsProcesses() {
    List<List<Signal>> replicas = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      replicas.add(LEAKY.as("p" + i, Heap.START.plusSeconds(i)).signals(900));
    }
    Run run = Run.of(together(replicas));

    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
    assertThat(states(run)).containsExactly(FindingState.SUSPECTED, FindingState.CONFIRMED);
    assertThat(run.finding().processes()).hasSize(10);
  }

  @Test
  void replicasDoNotAgreeTenTimesAsFast() {
    List<List<Signal>> replicas = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Heap flat = Heap.of(t -> 20).as("p" + i, Heap.START.plusSeconds(i));
      replicas.add(i == 0 ? LEAKY.signals(240) : flat.signals(240));
    }
    Run run = Run.of(together(replicas));

    Instant suspected = run.finding().transitions().getFirst().at();
    assertThat(last(run).state()).isEqualTo(FindingState.CONFIRMED);
    // three looks at the one that leaks, which reports every 5 s, its survivors every 30 s
    assertThat(Duration.between(suspected, last(run).at())).isGreaterThan(Duration.ofSeconds(5));
  }

  @Test
  void aWorkloadScaledToZeroClosesItsFindingAfterTenMinutes() {
    Run run = confirmed().feed(deleted("uid-1", 245));
    run.feed(listed(300, 0)).feed(listed(600, 0));
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().exhaustion()).isNull();

    run.feed(listed(900, 0));

    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
    assertThat(run.finding().reason())
        .contains("not known to be fixed", "no process of the workload has reported since");
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(run.assessment().reason()).contains("No process of the workload reports");
    WorkloadState closed = run.state();
    assertThat(run.feed(listed(1200, 0)).state()).isSameAs(closed);
  }

  @Test
  void aListingWithoutItsPodsClosesTheFindingOfAWorkloadWhoseEndNobodySaw() {
    Run run = confirmed();

    run.feed(listed(500, 0)).feed(listed(1200, 0));

    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
  }

  @Test
  void listingsWithoutItsPodsCloseNothingWhileItReports() {
    Run run = confirmed();

    for (int second = 300; second <= 1500; second += 300) {
      run.feed(listed(second, 0)).feed(uncollected(second + 15));
    }

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.state().tracked().getFirst().absentSince()).isNull();
  }

  @Test
  void aWorkloadThatGoesOnWithoutTheAgentClosesItsFindingAfterTenMinutes() {
    Run run = confirmed().feed(deleted("uid-1", 245));
    run.feed(listed(300, 1)).feed(listed(600, 1));
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);

    run.feed(listed(900, 1));

    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
    assertThat(run.finding().reason())
        .contains("not known to be fixed", "no process of the workload has reported since");
  }

  @Test
  void aListingWithItsPodsClosesNothingOfAProcessThatRuns() {
    Run run = confirmed();
    WorkloadState before = run.state();

    run.feed(listed(500, 1)).feed(listed(1200, 1));

    assertThat(run.state()).isEqualTo(before);
  }

  /** A report of an interval in which nothing was collected. */
  private static LiveSet uncollected(int second) {
    return new LiveSet(
        Heap.WORKLOAD,
        LEAKY.process(),
        Heap.START.plusSeconds(second),
        null,
        null,
        null,
        null,
        null,
        100L << 20,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void aScheduledWorkloadIsAbsentBetweenItsRuns() {
    var cronJob = new Workload("shop", "CronJob", "nightly", "app");
    Heap heap =
        new Heap(
            cronJob,
            LEAKY.process(),
            LEAKY.start(),
            LEAKY.liveSet(),
            LEAKY.noise(),
            LEAKY.interval(),
            LEAKY.cycleEvery(),
            LEAKY.garbage(),
            LEAKY.limit(),
            LEAKY.sites(),
            LEAKY.seed());
    Run run = Run.of(heap.signals(240));
    run.feed(new PodsListed(cronJob, Heap.START.plusSeconds(300), 0));

    run.feed(new PodsListed(cronJob, Heap.START.plus(Duration.ofDays(7)), 0));
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    run.feed(new PodsListed(cronJob, Heap.START.plus(Duration.ofDays(9)), 0));

    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
  }

  @Test
  void scaledUpAgainItIsTheSameFinding() {
    Run run = confirmed().feed(deleted("uid-1", 245)).feed(listed(300, 0)).feed(listed(1000, 0));

    run.feed(LEAKY.as("2", Heap.START.plusSeconds(1005)).signals(240));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
  }

  /** Slow waves, little growth, much noise: what each look says is chance. */
  @ParameterizedTest
  @CsvSource({"4, 600, 600, 3, 5", "8, 2400, 900, 2, 1", "0, 1, 400, 6, 5"})
  void aBorderlineWorkloadDoesNotFlap(
      double wave, double period, double secondsPerMebibyte, double noise, int seed) {
    Heap borderline =
        Heap.of(t -> 40 + wave * Math.sin(t / period) + t / secondsPerMebibyte)
            .noise(noise)
            .every(15, 30)
            .seed(seed);
    Heap.Sampler filling =
        (age, random) ->
            List.of(Heap.leakingSite("com.acme.shop.Page", age, Math.min(90, age), 5, random));

    Run run = Run.of(borderline.sampled(filling).signals(6 * 3600));

    assertThat(transitions(run)).isNotEmpty().hasSizeLessThanOrEqualTo(4);
  }

  private static List<Transition> transitions(Run run) {
    return run.findings().stream().flatMap(f -> f.transitions().stream()).distinct().toList();
  }

  @Test
  void transitionsAreBounded() {
    Run run = new Run(Heap.WORKLOAD);
    int second = 0;
    for (int i = 0; i < 8; i++) {
      run.feed(LEAKY.as("a" + i, Heap.START.plusSeconds(second)).signals(240));
      run.feed(deleted("uid-a" + i, second + 245));
      run.feed(FIXED.as("b" + i, Heap.START.plusSeconds(second + 250)).signals(600));
      run.feed(deleted("uid-b" + i, second + 855));
      second += 860;
    }

    assertThat(run.finding().transitions()).hasSize(10);
    assertThat(last(run).state()).isEqualTo(FindingState.RESOLVED);
    assertThat(run.finding().transitions())
        .isSortedAccordingTo(Comparator.comparing(Transition::at));
  }

  @Test
  void whatAPersonMadeOfItIsSaidAndDated() {
    Run run = confirmed();
    Triage known = new Triage(TriageState.ACKNOWLEDGED, "fixed in 1.5", null);

    run.feed(settings(241, run.finding().id(), known));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().triage()).isEqualTo(known);
    assertThat(last(run))
        .isEqualTo(
            new Transition(
                FindingState.CONFIRMED,
                Heap.START.plusSeconds(241),
                "Acknowledged by the profile: fixed in 1.5",
                TriageState.ACKNOWLEDGED));
    int told = run.findings().size();
    run.feed(settings(242, run.finding().id(), known));
    assertThat(run.findings()).hasSize(told);
  }

  @Test
  void whatIsNoLongerTriagedIsOpenAgain() {
    Run run = confirmed();
    run.feed(settings(241, run.finding().id(), new Triage(TriageState.IGNORED, null, null)));

    run.feed(settings(300, "another", new Triage(TriageState.IGNORED, null, null)));

    assertThat(run.finding().triage()).isNull();
    assertThat(last(run).triage()).isEqualTo(TriageState.OPEN);
    assertThat(last(run).reason()).isEqualTo("The profile no longer has it as Ignored.");
  }

  @Test
  void triageEndsInItsTimeAndDoesNotComeBackByALateSignal() {
    Run run = confirmed();
    Instant until = Heap.START.plusSeconds(300);
    String id = run.finding().id();
    run.feed(settings(241, id, new Triage(TriageState.IGNORED, "until the release", until)));
    assertThat(run.finding().triage()).isNotNull();

    run.feed(listed(310, 1));

    assertThat(run.finding().triage()).isNull();
    assertThat(last(run))
        .isEqualTo(
            new Transition(
                FindingState.CONFIRMED,
                until,
                "Ignored until now by the profile; that time is over.",
                TriageState.OPEN));
    int told = run.findings().size();
    run.feed(listed(290, 1));
    run.feed(settings(320, id, new Triage(TriageState.IGNORED, "until the release", until)));
    assertThat(run.findings()).hasSize(told);
  }

  @Test
  void aResolvedFindingKeepsWhatAPersonMadeOfIt() {
    Run run = confirmed();
    Triage known = new Triage(TriageState.ACKNOWLEDGED, null, null);
    run.feed(settings(241, run.finding().id(), known)).feed(deleted("uid-1", 245));
    run.feed(FIXED.as("2", Heap.START.plusSeconds(250)).signals(600));
    assertThat(run.finding().state()).isEqualTo(FindingState.RESOLVED);
    run.feed(deleted("uid-2", 855));

    run.feed(LEAKY.as("3", Heap.START.plusSeconds(860)).signals(240));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.finding().triage()).isEqualTo(known);
  }

  @Test
  void aRevisionToldAfterTheFirstSignalsIsKnownAtTheNextLook() {
    Heap unknown = Heap.of(t -> 20 + 0.4 * t).sampled(LEAKING).in(null);
    Run run = Run.of(unknown.signals(60));
    run.feed(pod("uid-1", 61, "r7", false));

    run.feed(unknown.signals(61, 240));

    assertThat(run.finding().firstSeen().revision()).isEqualTo("r7");
  }

  private static Run confirmed() {
    Run run = Run.of(LEAKY.signals(240));
    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    return run;
  }

  private static List<FindingState> states(Run run) {
    return run.finding().transitions().stream().map(Transition::state).toList();
  }

  private static Transition last(Run run) {
    return run.finding().transitions().getLast();
  }

  private static PodsListed listed(int second, int pods) {
    return new PodsListed(Heap.WORKLOAD, Heap.START.plusSeconds(second), pods);
  }

  private static PodFact deleted(String podUid, int second) {
    return pod(podUid, second, null, true);
  }

  private static PodFact pod(String podUid, int second, String revision, boolean deleted) {
    return new PodFact(
        Heap.WORKLOAD,
        Heap.START.plusSeconds(second),
        "pod",
        podUid,
        null,
        null,
        revision,
        null,
        0,
        null,
        null,
        deleted);
  }

  private static DetectionSettings settings(int second, String id, Triage triage) {
    return new DetectionSettings(
        Heap.WORKLOAD,
        Heap.START.plusSeconds(second),
        DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE,
        DetectionSettings.DEFAULT_HORIZON,
        Map.of(id, triage));
  }

  @SafeVarargs
  private static List<Signal> together(List<Signal>... many) {
    return together(List.of(many));
  }

  private static List<Signal> together(List<List<Signal>> many) {
    return Stream.of(many)
        .flatMap(List::stream)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Signal::at))
        .toList();
  }
}
