package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.anomaly.Noticed;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What is told of processes that do something unusual, and what is not. */
class AnomaliesTest {
  private static final int HOUR = 3600;
  private static final int DAY = 24 * HOUR;

  /** Bytes of JSON at most: little beside the 16 KiB of a process. */
  private static final int A_PROCESS = 1024;

  private static final int AN_ANOMALY = 1024;

  @Test
  void aBurstOfAllocationIsToldOnceAndThenThatItIsOver() {
    Run run = Run.of(new Busy().allocating(t -> t >= 1800 && t < 2100 ? 80 : 8).until(HOUR));

    List<Anomaly> told = told(run);
    assertThat(told).hasSize(2).allMatch(a -> a.kind() == AnomalyKind.ALLOCATION_BURST);
    Anomaly begun = told.getFirst();
    assertThat(begun.goesOn()).isTrue();
    assertThat(begun.since()).isBetween(Heap.START.plusSeconds(1770), Heap.START.plusSeconds(1830));
    assertThat(begun.unit()).isEqualTo("By/s");
    assertThat(begun.usual()).isBetween(7.0 * (1 << 20), 9.0 * (1 << 20));
    assertThat(begun.level()).isBetween(70.0 * (1 << 20), 90.0 * (1 << 20));
    assertThat(begun.reason()).contains("times the usual");
    assertThat(told.getLast().until())
        .isBetween(Heap.START.plusSeconds(2100), Heap.START.plusSeconds(2220));
    assertThat(told.getLast().reason()).endsWith("It is as usual again.");
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aTripledLoadIsNoBurst() {
    assertThat(told(new Busy().allocating(t -> t < 1800 ? 20 : 60))).isEmpty();
  }

  @Test
  void aBurstThatMattersLittleIsNone() {
    assertThat(told(new Busy().allocating(t -> t < 1800 ? 0.2 : 4))).isEmpty();
  }

  @Test
  void aSingleHalfMinuteIsNoBurst() {
    assertThat(told(new Busy().allocating(t -> t >= 1800 && t < 1830 ? 80 : 8))).isEmpty();
  }

  @Test
  void whatComesEveryHourIsUsualAfterTheFirstTime() {
    List<Anomaly> told =
        told(new Busy().allocating(t -> t % HOUR >= 1800 && t % HOUR < 2100 ? 80 : 8), DAY);

    assertThat(told.stream().map(Anomaly::since).distinct()).hasSize(1);
  }

  @Test
  void aDayOfOrdinaryLoadIsUsual() {
    assertThat(
            told(
                new Busy()
                    .every(60)
                    .allocating(t -> 20 * (1 - 0.7 * Math.cos(2 * Math.PI * t / DAY)))
                    .keeping(t -> 60 * (1 - 0.5 * Math.cos(2 * Math.PI * t / DAY))),
                3 * DAY))
        .isEmpty();
  }

  @Test
  void warmingUpIsUsual() {
    assertThat(told(new Busy().allocating(t -> t < 120 ? 200 : 5).keeping(t -> Math.min(60, t))))
        .isEmpty();
  }

  @Test
  void aRestartIsUsual() {
    Run run = Run.of(new Busy().allocating(t -> 5).until(HOUR));
    run.feed(new Busy().as("2", "r1", HOUR + 5).allocating(t -> 50).keeping(t -> 120).until(HOUR));

    assertThat(told(run)).isEmpty();
  }

  @Test
  void collectionsThatTakeTheTimeNearTheLimitAreThrash() {
    Run run =
        Run.of(
            new Busy()
                .keeping(t -> t >= 1800 && t < 2400 ? 480 : 100)
                .pausing(t -> t >= 1800 && t < 2400 ? 0.6 : 0.01)
                .until(HOUR));

    List<Anomaly> thrash =
        told(run).stream().filter(a -> a.kind() == AnomalyKind.GC_THRASH).toList();
    assertThat(thrash.getFirst().level()).isBetween(0.5, 0.61);
    assertThat(thrash.getFirst().usual()).isBetween(0.005, 0.02);
    assertThat(thrash.getFirst().reason()).contains("60 % of the time", "94 % of the heap full");
    assertThat(thrash.getLast().goesOn()).isFalse();
    assertThat(thrash.stream().map(Anomaly::since).distinct()).hasSize(1);
  }

  @Test
  void aFullHeapThatIsCollectedWithEaseIsNoThrash() {
    assertThat(told(new Busy().keeping(t -> 480).pausing(t -> 0.05))).isEmpty();
  }

  @Test
  void longPausesWithRoomAreNoThrash() {
    assertThat(told(new Busy().keeping(t -> 200).pausing(t -> t > 1800 ? 0.5 : 0.01))).isEmpty();
  }

  @Test
  void collectionsBesideTheProcessThrashWhenTheyFollowOneAnotherAndFreeLittle() {
    Busy zgc =
        new Busy()
            .keeping(t -> t >= 1800 ? 490 : 100)
            .pausing(t -> 0)
            .collecting(t -> t >= 1800 ? 2 : 0.05);

    assertThat(told(zgc))
        .filteredOn(a -> a.kind() == AnomalyKind.GC_THRASH)
        .singleElement()
        .extracting(Anomaly::reason)
        .asInstanceOf(InstanceOfAssertFactories.STRING)
        .contains("A collection every 0.5 s frees 1 % of the heap");
  }

  @Test
  void aRevisionThatKeepsMoreIsToldOnceForAllItsReplicas() {
    List<Signal> signals = new ArrayList<>();
    for (String replica : List.of("a", "b")) {
      signals.addAll(new Busy().as(replica + 1, "r1", 0).keeping(t -> 100).until(HOUR));
      signals.add(gone(replica + 1, HOUR + 1));
      signals.addAll(new Busy().as(replica + 2, "r2", HOUR).keeping(t -> 180).until(HOUR));
    }
    Run run = Run.of(signals.stream().sorted(Comparator.comparing(Signal::at)).toList());

    assertThat(told(run)).hasSize(1);
    Anomaly step = told(run).getFirst();
    assertThat(step.kind()).isEqualTo(AnomalyKind.STEP_AFTER_DEPLOY);
    assertThat(step.since()).isEqualTo(Heap.START.plusSeconds(HOUR));
    assertThat(step.process().revision()).isEqualTo("r2");
    assertThat(step.reason())
        .contains("Revision r2 keeps 180 MiB, 1.8 times the 99.7 MiB of revision r1");
    assertThat(run.findings()).isEmpty();

    run.feed(new Busy().as("a3", "r3", 2 * HOUR + 5).keeping(t -> 100).until(HOUR));

    assertThat(told(run)).hasSize(2);
    assertThat(told(run).getLast().reason()).endsWith("Another revision has taken its place.");
  }

  @Test
  void aRestartOfTheRevisionBeforeEndsNothing() {
    Run run = Run.of(new Busy().as("1", "r1", 0).keeping(t -> 100).until(HOUR));
    run.feed(new Busy().as("2", "r2", HOUR + 5).keeping(t -> 180).until(HOUR));
    run.feed(gone("1", 2 * HOUR + 10));
    run.feed(new Busy().as("3", "r1", 2 * HOUR + 20).keeping(t -> 100).until(600));

    assertThat(told(run)).singleElement().returns(true, Anomaly::goesOn);
  }

  @Test
  void aRevisionThatKeepsTheSameIsUsual() {
    Run run = Run.of(new Busy().as("1", "r1", 0).keeping(t -> 100).until(HOUR));
    run.feed(new Busy().as("2", "r2", HOUR + 5).keeping(t -> 108).until(HOUR));

    assertThat(told(run)).isEmpty();
  }

  @Test
  void aRevisionUnderMoreLoadIsNotSaidToNeedMore() {
    Run run = Run.of(new Busy().as("1", "r1", 0).keeping(t -> 100).allocating(t -> 10).until(HOUR));
    run.feed(new Busy().as("2", "r2", HOUR + 5).keeping(t -> 180).allocating(t -> 25).until(HOUR));

    assertThat(told(run)).isEmpty();
  }

  @Test
  void aRevisionThatLeaksIsNoStep() {
    Run run = Run.of(new Busy().as("1", "r1", 0).keeping(t -> 100).until(HOUR));
    run.feed(new Busy().as("2", "r2", HOUR + 5).keeping(t -> 100 + t / 12.0).until(HOUR));

    assertThat(told(run)).isEmpty();
    assertThat(run.findings()).isNotEmpty();
  }

  @Test
  void aLiveSetThatJumpsAndStaysIsAStepUntilItIsUndone() {
    Run run = Run.of(new Busy().keeping(t -> t >= 2400 && t < 6000 ? 170 : 100).until(3 * HOUR));

    List<Anomaly> told = told(run);
    assertThat(told).hasSize(2).allMatch(a -> a.kind() == AnomalyKind.LIVE_SET_STEP);
    assertThat(told.getFirst().since())
        .isBetween(Heap.START.plusSeconds(2370), Heap.START.plusSeconds(2460));
    assertThat(told.getFirst().reason()).contains("170 MiB, 1.7 times the 99.7 MiB");
    assertThat(told.getLast().reason()).endsWith("It was undone.");
    assertThat(told.getLast().until()).isAfter(Heap.START.plusSeconds(6000));
  }

  @Test
  void aStepThatStaysIsWhatIsUsualADayLater() {
    List<Anomaly> told =
        told(new Busy().every(60).keeping(t -> t >= 4 * HOUR ? 170 : 100), 3 * DAY);

    assertThat(told).hasSize(2);
    assertThat(told.getLast().reason()).endsWith("A day later it is what is usual.");
  }

  @Test
  void aStepThatComesWithLoadIsLoad() {
    assertThat(
            told(
                new Busy()
                    .keeping(t -> t >= 1800 ? 170 : 100)
                    .allocating(t -> t >= 1800 ? 30 : 10)))
        .isEmpty();
  }

  @Test
  void aLeakIsAFindingAndNoAnomaly() {
    Run run = Run.of(new Busy().keeping(t -> 60 + t / 15.0).until(HOUR));

    assertThat(told(run)).isEmpty();
    assertThat(run.findings()).isNotEmpty();
  }

  @Test
  void whatIsUnusualChangesNoFindingAndNoAssessment() {
    List<LiveSet> signals =
        new Busy()
            .keeping(t -> 60 + t / 20.0 + (t >= 2400 ? 100 : 0))
            .allocating(t -> t >= 1800 && t < 2400 ? 200 : 10)
            .pausing(t -> t > 5000 ? 0.7 : 0.02)
            .until(2 * HOUR);
    Run noticing = Run.of(signals);

    WorkloadState state = WorkloadAnalysis.initial(Heap.WORKLOAD);
    List<Decision> decisions = new ArrayList<>();
    for (LiveSet signal : signals) {
      Step step = WorkloadAnalysis.step(state.noticing(Noticed.NONE), signal);
      state = step.state();
      decisions.addAll(step.decisions());
    }

    assertThat(told(noticing)).isNotEmpty();
    assertThat(noticing.findings()).isNotEmpty();
    assertThat(noticing.decisions().stream().filter(AnomaliesTest::isOfLeaks))
        .isEqualTo(decisions.stream().filter(AnomaliesTest::isOfLeaks).toList());
  }

  private static boolean isOfLeaks(Decision decision) {
    return !(decision instanceof Decision.AnomaliesChanged);
  }

  @Test
  void whatEndsWithItsProcessIsOver() {
    Run run = Run.of(new Busy().allocating(t -> t >= 1800 ? 80 : 8).until(2100));
    run.feed(gone("1", 2110));

    assertThat(told(run).getLast().reason()).endsWith("Its process has ended.");
  }

  @Test
  void twoThatSawPartsOfAWorkloadKnowTogetherWhatIsUnusual() {
    WorkloadState one = Run.of(new Busy().allocating(t -> t >= 1800 ? 80 : 8).until(2100)).state();
    WorkloadState other = Run.of(new Busy().as("2", "r1", 0).until(2100)).state();

    Noticed merged = WorkloadAnalysis.merge(one, other).state().unusual();

    assertThat(WorkloadAnalysis.merge(other, one).state().unusual()).isEqualTo(merged);
    assertThat(merged.told()).hasSize(1).isEqualTo(one.unusual().told());
    assertThat(merged.pulses()).hasSize(2);
  }

  @Test
  void onlyTheNewestAreRememberedInLittleSpace() throws Exception {
    Run run =
        Run.of(
            new Busy()
                .every(60)
                .allocating(t -> t % (8 * HOUR) < 240 && t > 300 ? 400 : 8)
                .until(3 * DAY));

    assertThat(told(run).stream().map(Anomaly::since).distinct().count()).isGreaterThan(5);
    assertThat(run.state().unusual().told()).hasSize(5);
    var json = new ObjectMapper().registerModule(new JavaTimeModule());
    assertThat(json.writeValueAsBytes(run.state().unusual().pulses())).hasSizeLessThan(A_PROCESS);
    assertThat(json.writeValueAsBytes(run.state().unusual().told()))
        .hasSizeLessThan(5 * AN_ANOMALY);
  }

  private static Signal gone(String id, int second) {
    Instant at = Heap.START.plusSeconds(second);
    return new PodFact(
        Heap.WORKLOAD, at, "pod-" + id, "uid-" + id, null, null, null, null, 0, null, null, true);
  }

  private static List<Anomaly> told(Busy busy) {
    return told(busy, HOUR);
  }

  private static List<Anomaly> told(Busy busy, int seconds) {
    return told(Run.of(busy.until(seconds)));
  }

  /** Newest of each telling. */
  private static List<Anomaly> told(Run run) {
    return run.decisions().stream()
        .flatMap(
            d ->
                d instanceof Decision.AnomaliesChanged a
                    ? a.anomalies().anomalies().stream()
                    : null)
        .distinct()
        .toList();
  }
}
