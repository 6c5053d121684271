package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.Snapshot;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two resources of a process that rise for 20 minutes; the heap's rate is 6 GiB an hour. */
class CausesTest {
  private static final LongUnaryOperator UP = t -> 100 + t;

  private static Gauge gauge(LeakKind kind, LongUnaryOperator level) {
    return Seen.gauge(kind, Seen.minutes(20, level), null);
  }

  private static ProcessState process(LeakKind beside, LongUnaryOperator level) {
    return AProcess.of(AProcess.fresh())
        .oldFloors(Seen.minutes(20, UP))
        .beside(gauge(beside, level))
        .sampled(
            new Snapshot(
                NOON, 900L, 20, List.of(ASite.of("com.acme.Order").born(60, 20)), 9, false))
        .state();
  }

  private static Growth growth(double perHour, long last, boolean proven) {
    return new Growth(perHour, perHour, perHour, 100, last, 60, 1140, 20, 20, 4, proven);
  }

  private static @Nullable Exhaustion full(@Nullable Integer minutes) {
    return minutes == null
        ? null
        : new Exhaustion(1, null, NOON.plusSeconds(60L * minutes), null, NOON);
  }

  private static Judgement judgement(
      LeakKind kind, Verdict verdict, @Nullable Growth growth, @Nullable Integer minutes) {
    return new Judgement(
        kind,
        verdict,
        "growth alone",
        "It grows.",
        1140,
        0.5,
        growth,
        kind == LeakKind.HEAP ? List.of(0) : List.of(),
        full(minutes),
        null,
        null,
        List.of());
  }

  private static Judgement leak(LeakKind kind, double perHour, @Nullable Integer minutes) {
    return judgement(kind, Verdict.LEAK, growth(perHour, 1300, true), minutes);
  }

  private static final Judgement HEAP = leak(LeakKind.HEAP, 6000.0 * MIB, 90);

  private static List<Judgement> settled(Judgement... judgements) {
    return Causes.settle(process(judgements[0].kind(), UP), List.of(judgements));
  }

  private static boolean putDown(List<Judgement> settled) {
    return settled.getLast().cause() != null;
  }

  @Test
  void threadsHoldWhatRisesInStepWithThem() {
    List<Judgement> settled = settled(leak(LeakKind.THREAD, 60, 120), HEAP);

    assertThat(settled.getFirst().reason())
        .isEqualTo(
            "It grows. The live set rises in step, by 100 MiB a thread, mostly com.acme.Order allocated at com.acme.Orders.add(Orders.java:12): what leaks holds it.");
    assertThat(settled.getFirst().exhaustion()).as("the earlier").isEqualTo(full(90));
    assertThat(settled.getLast().cause()).isEqualTo(LeakKind.THREAD);
    assertThat(settled.getLast().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void theEarlierEndIsTold() {
    assertThat(settled(leak(LeakKind.THREAD, 60, 30), HEAP).getFirst().exhaustion())
        .isEqualTo(full(30));
    assertThat(settled(leak(LeakKind.THREAD, 60, null), HEAP).getFirst().exhaustion())
        .isEqualTo(full(90));
    Judgement endless = leak(LeakKind.HEAP, 6000.0 * MIB, null);
    assertThat(settled(leak(LeakKind.THREAD, 60, 30), endless).getFirst().exhaustion())
        .isEqualTo(full(30));
  }

  @Test
  void whatDoesNotRiseInStepIsAnother() {
    Judgement threads = leak(LeakKind.THREAD, 60, 120);
    LongUnaryOperator swings = t -> 100 + t / 60 % 2 * 50;

    assertThat(Causes.settle(process(LeakKind.THREAD, swings), List.of(threads, HEAP)))
        .containsExactly(threads, HEAP);
  }

  @Test
  void whatDoesNotSurelyRiseIsHeldByNothing() {
    Judgement threads = leak(LeakKind.THREAD, 60, 120);

    for (Growth growth : new Growth[] {null, growth(600, 1300, false), growth(0, 1300, true)}) {
      Judgement heap = judgement(LeakKind.HEAP, Verdict.LEAK, growth, 90);
      assertThat(settled(threads, heap)).containsExactly(threads, heap);
    }
    Judgement unknown = judgement(LeakKind.THREAD, Verdict.LEAK, null, 120);
    assertThat(settled(unknown, HEAP)).containsExactly(unknown, HEAP);
  }

  @Test
  void twoDozenThreadsThatSurelyRiseHoldALeakBeforeTheyAreAFinding() {
    assertThat(putDown(settled(unsure(124, true), HEAP))).isTrue();
    assertThat(settled(unsure(124, true), HEAP).getFirst().reason())
        .startsWith("The live set rises in step");
    assertThat(putDown(settled(unsure(123, true), HEAP))).isFalse();
    assertThat(putDown(settled(unsure(124, false), HEAP))).isFalse();
    Judgement none = judgement(LeakKind.THREAD, Verdict.NO_LEAK, growth(60, 124, true), 120);
    assertThat(putDown(settled(none, HEAP))).isFalse();
    Judgement metaspace =
        judgement(LeakKind.METASPACE, Verdict.INSUFFICIENT, growth(60, 124, true), 120);
    assertThat(putDown(settled(metaspace, HEAP))).as("only threads do").isFalse();
    Judgement heap =
        judgement(LeakKind.HEAP, Verdict.INSUFFICIENT, growth(6000.0 * MIB, 1300, true), 90);
    assertThat(settled(unsure(124, true), heap)).containsExactly(unsure(124, true), heap);
  }

  private static Judgement unsure(long last, boolean proven) {
    return judgement(LeakKind.THREAD, Verdict.INSUFFICIENT, growth(60, last, proven), 120);
  }

  @Test
  void whatIsNoFindingYetIsToldByWhatHoldsItAndStays() {
    Judgement heap =
        judgement(LeakKind.HEAP, Verdict.INSUFFICIENT, growth(6000.0 * MIB, 1300, true), 90);
    List<Judgement> settled = settled(leak(LeakKind.METASPACE, 12.0 * MIB, 30), heap);

    assertThat(settled.getFirst().reason()).contains("The live set rises in step, by 5.9 GiB/h,");
    assertThat(settled.getLast()).isEqualTo(heap);
  }

  @Test
  void whatIsPutDownAlreadyHoldsNothingElse() {
    Judgement held = leak(LeakKind.THREAD, 60, 120).putDownTo(LeakKind.HEAP);

    assertThat(settled(held, HEAP)).containsExactly(held, HEAP);
  }

  @Test
  void nativeMemoryThatRisesByLittleBesideTheHeapIsTheCollectors() {
    Judgement little = leak(LeakKind.NATIVE, 1499.0 * MIB, 300);
    Judgement much = leak(LeakKind.NATIVE, 1500.0 * MIB, 300);

    List<Judgement> settled = settled(little, HEAP);
    assertThat(settled.getFirst().cause()).isEqualTo(LeakKind.HEAP);
    assertThat(settled.getLast()).as("no surer for it").isEqualTo(HEAP);
    assertThat(settled(much, HEAP)).containsExactly(much, HEAP);
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT_BUFFER", "MAPPED_BUFFER"})
  void ofBuffersAndTheHeapTheOneThatIsFullFirstHoldsTheOther(LeakKind kind) {
    List<Judgement> buffers = settled(leak(kind, 600.0 * MIB, 89), HEAP);
    assertThat(buffers.getFirst().cause()).isNull();
    assertThat(buffers.getLast().cause()).isEqualTo(kind);

    List<Judgement> heap = settled(leak(kind, 600.0 * MIB, 91), HEAP);
    assertThat(heap.getFirst().cause()).isEqualTo(LeakKind.HEAP);
    assertThat(heap.getLast().cause()).isNull();

    Judgement same = leak(kind, 600.0 * MIB, 90);
    assertThat(settled(same, HEAP)).containsExactly(same, HEAP);
    Judgement unbounded = leak(kind, 600.0 * MIB, null);
    assertThat(settled(unbounded, HEAP).getFirst().cause()).isEqualTo(LeakKind.HEAP);
  }

  @Test
  void oneAloneIsLeftAsItIs() {
    assertThat(settled(HEAP)).containsExactly(HEAP);
    Judgement threads = leak(LeakKind.THREAD, 60, 120);
    assertThat(settled(threads)).containsExactly(threads);
  }
}
