package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What the shape of the curve says by itself: no allocation is sampled here. */
class CurveTest {
  private static final int HOUR = 3600;
  private static final int DAY = 24 * HOUR;

  private static Heap slow(DoubleUnaryOperator level) {
    return Heap.of(level).every(60, 300).limit(1024).noise(3);
  }

  private static long confirmed(Run run) {
    return run.findings().stream().filter(f -> f.state() == FindingState.CONFIRMED).count();
  }

  private static Instant suspectedAt(Run run) {
    return run.finding().transitions().stream()
        .filter(t -> t.state() == FindingState.SUSPECTED)
        .findFirst()
        .orElseThrow()
        .at();
  }

  @Test
  void aLeakThatGoesOnThroughAStepIsFound() {
    Run run = Run.of(slow(t -> 200 + (t > 4 * HOUR ? 150 : 0) + 25 * t / HOUR).signals(10 * HOUR));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    // the jump is no part of the growth
    assertThat(run.finding().growthBytesPerHour()).isBetween(20 * Heap.MIB, 30 * Heap.MIB);
    assertThat(run.finding().evidence().steps())
        .anySatisfy(step -> assertThat(step).contains("level shift: The level jumped by"));
  }

  @Test
  void aLeakThatBeginsLateIsFoundFromWhereItBegan() {
    Run run = Run.of(slow(t -> 200 + Math.max(0, t - 12 * HOUR) / HOUR * 60).signals(18 * HOUR));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(suspectedAt(run)).isBefore(Heap.START.plusSeconds(16 * HOUR));
    assertThat(run.finding().growthBytesPerHour()).isBetween(50 * Heap.MIB, 70 * Heap.MIB);
  }

  @Test
  void stepsAreNoLeak() {
    Run run =
        Run.of(
            slow(t -> 200 + (t > 3 * HOUR ? 120 : 0) + (t > 7 * HOUR ? 120 : 0))
                .signals(12 * HOUR));

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void growthByManyStepsIsALeak() {
    Run run = Run.of(slow(t -> 200 + 60 * Math.floor(t / (2 * HOUR))).signals(16 * HOUR));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void aCacheThatFillsSlowlyIsNotConfirmed() {
    Run run = Run.of(slow(t -> 200 + 300 * (1 - Math.exp(-t / (3 * HOUR)))).signals(20 * HOUR));

    assertThat(confirmed(run)).isZero();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aLevelThatComesBackToWhereItWasIsLoad() {
    DoubleUnaryOperator tides =
        t -> 300 + 120 * Math.max(0, Math.sin(2 * Math.PI * t / (8 * HOUR)));
    Run run = Run.of(slow(tides).signals(4 * DAY));

    assertThat(confirmed(run)).isZero();
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  /** Working hours: much load by day, little by night. */
  private static double rate(double second) {
    return 20 - 18 * Math.cos(2 * Math.PI * second / DAY);
  }

  private static double allocated(double second) {
    return 20 * second - 18 * DAY / (2 * Math.PI) * Math.sin(2 * Math.PI * second / DAY);
  }

  @Test
  void aLiveSetThatFollowsTheLoadIsNoLeak() {
    Heap heap = slow(t -> 100 + 12 * rate(t));
    Run run = Run.of(Working.allocating(heap.signals(2 * DAY), CurveTest::allocated));

    assertThat(confirmed(run)).isZero();
    assertThat(run.assessments())
        .anySatisfy(a -> assertThat(a.reason()).contains("The live set follows the load"));
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aLeakBesideMuchInFlightIsNeverCalledLoad() {
    Heap heap = slow(t -> 100 + 12 * rate(t) + 1.25 * t / HOUR);
    Run run = Run.of(Working.allocating(heap.signals(2 * DAY), CurveTest::allocated));

    assertThat(run.assessment().verdict()).isNotEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void aLeakThatRestsAtNightIsFoundByTheWorkDone() {
    Heap heap = slow(t -> 200 + allocated(t) / DAY / 20 * 200);
    Run run = Run.of(Working.allocating(heap.signals(2 * DAY), CurveTest::allocated));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(suspectedAt(run)).isBefore(Heap.START.plusSeconds(DAY));
    assertThat(run.finding().growthBytesPerHour() * 24).isBetween(170 * Heap.MIB, 230 * Heap.MIB);
  }

  @Test
  void whatFilledInAnOlderStartIsExpectedToFillInThis() {
    DoubleUnaryOperator filling = t -> 200 + 300 * Math.min(1, t / (4 * HOUR));
    Heap heap = slow(filling);
    Run run = Run.of(heap.signals(12 * HOUR));
    Instant restarted = Heap.START.plusSeconds(12 * HOUR + 60);
    run.feed(deleted("uid-1", 12 * HOUR + 30));
    int before = run.findings().size();

    run.feed(heap.as("2", restarted).signals(12 * HOUR));

    assertThat(run.findings().subList(before, run.findings().size())).isEmpty();
    assertThat(run.assessments())
        .anySatisfy(a -> assertThat(a.reason()).contains("grew as this one, then stopped near"));
    assertThat(run.assessment().verdict()).isEqualTo(Verdict.NO_LEAK);
  }

  @Test
  void growthThatCameWithARevisionIsFoundSooner() {
    DoubleUnaryOperator leaking = t -> 200 + 30 * t / HOUR;
    Instant deployed = Heap.START.plusSeconds(12 * HOUR + 60);
    Run alone = Run.of(slow(leaking).in("r2").signals(12 * HOUR));
    Run changed = Run.of(slow(t -> 200).in("r1").signals(12 * HOUR));
    changed.feed(deleted("uid-1", 12 * HOUR + 30));
    changed.feed(slow(leaking).as("2", deployed).in("r2").signals(12 * HOUR));

    assertThat(Duration.between(deployed, suspectedAt(changed)))
        .isLessThan(Duration.between(Heap.START, suspectedAt(alone)));
    assertThat(changed.finding().evidence().steps())
        .anySatisfy(step -> assertThat(step).contains("Revision r1 was flat at the same age"));
  }

  @Test
  void replicasThatLeakAloneAreOneFindingWhateverTheirAge() {
    List<Signal> signals = new ArrayList<>();
    Heap heap = slow(t -> 200 + 40 * t / HOUR);
    for (int i = 0; i < 3; i++) {
      signals.addAll(heap.as("r" + i, Heap.START.plusSeconds(i * 2L * HOUR)).signals(10 * HOUR));
    }
    signals.sort(Comparator.comparing(Signal::at));
    Run run = Run.of(signals);

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(run.findings().stream().map(Finding::id).distinct()).hasSize(1);
  }

  @Test
  void aProcessThatStillLoadsAndCompilesIsNotJudged() {
    List<Signal> signals =
        Working.warming(Heap.of(t -> 20 + 0.6 * t).signals(170), t -> 2000 + 100 * t, t -> 0.8 * t);
    Run run = Run.of(signals);

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessment().reason()).contains("still warms up");
  }

  @Test
  void warmUpEndsWhenClassesAndCodeAreThere() {
    Heap heap = Heap.of(t -> 30 + 60 * (1 - Math.exp(-t / 25)) + 0.25 * t);
    Run run =
        Run.of(
            Working.warming(
                heap.signals(900),
                t -> 9000 * (1 - Math.exp(-t / 20)),
                t -> 40 * (1 - Math.exp(-t / 20)) + 0.01 * t));

    assertThat(run.finding().state()).isEqualTo(FindingState.CONFIRMED);
    var warmUp = run.state().processes().getFirst().state().warmUp();
    assertThat(warmUp.ended()).isBetween(60L, 130L);
    assertThat(warmUp.marks()).isEmpty();
  }

  private static PodFact deleted(String podUid, int second) {
    return new PodFact(
        Heap.WORKLOAD,
        Heap.START.plusSeconds(second),
        "pod",
        podUid,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        true);
  }
}
