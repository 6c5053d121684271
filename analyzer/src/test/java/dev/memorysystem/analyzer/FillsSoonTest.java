package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A container that will have filled the heap in minutes, before any old-generation cycle. */
class FillsSoonTest {
  private static final String ORDERS = "com.acme.shop.Orders.byId";
  private static final String ORDER = "com.acme.shop.Order";

  /** Elements for each MiB that lives. */
  private static final double ELEMENTS = 1_000;

  /** What no collection of the old generation has looked at, in 512 MiB. */
  private static Heap heap(DoubleUnaryOperator liveSet) {
    return Heap.of(liveSet).every(15, 0).limit(512);
  }

  private static Run run(Heap heap, DoubleUnaryOperator mebibytes, double elements, int until) {
    return run(heap, mebibytes, elements, ORDER, until);
  }

  private static Run run(
      Heap heap, DoubleUnaryOperator mebibytes, double elements, String type, int until) {
    Walked walked =
        new Walked(heap.process(), 15, 10, List.of())
            .with(ORDERS, type, age -> (long) (elements * mebibytes.applyAsDouble(age)));
    return Run.of(Walked.together(heap.signals(until), walked.signals(until)));
  }

  private static Run run(DoubleUnaryOperator mebibytes, double elements, int until) {
    return run(heap(mebibytes), mebibytes, elements, until);
  }

  @Test
  void isSuspectedByNameWithinTwoMinutes() {
    Finding finding = run(t -> 20 + t, ELEMENTS, 120).finding();

    assertThat(finding.state()).isEqualTo(FindingState.SUSPECTED);
    assertThat(finding.holder()).isEqualTo(ORDERS);
    assertThat(Objects.requireNonNull(finding.growingContainer()))
        .extracting(GrowingContainer::elementType)
        .isEqualTo(ORDER);
    assertThat(finding.confidence()).isEqualTo(0.5);
    assertThat(finding.reason()).contains("only grows: in each of ", "what is free is full in ");
    assertThat(finding.evidence().steps())
        .anyMatch(step -> step.startsWith("fills soon: "))
        .anyMatch(step -> step.startsWith("not confirmed: it may be filling, at "));
  }

  @Test
  void isNotSuspectedForAMinuteOfGrowth() {
    assertThat(run(t -> 20 + t, ELEMENTS, 60).findings()).isEmpty();
  }

  @Test
  void isNotSuspectedWhereThereIsTimeToWait() {
    DoubleUnaryOperator leak = t -> 20 + 0.1 * t;

    assertThat(run(leak, ELEMENTS, 150).findings()).isEmpty();
  }

  @Test
  void isNotSuspectedWhereItFillsEverMoreSlowly() {
    DoubleUnaryOperator cache = t -> 20 + 150 * (1 - Math.exp(-t / 60));

    assertThat(run(cache, ELEMENTS, 150).findings()).isEmpty();
  }

  @Test
  void isNotSuspectedWhereItIsALittleOfWhatCollectionsLeave() {
    assertThat(run(t -> 20 + t, 10, 120).findings()).isEmpty();
  }

  @Test
  void isNotSuspectedWhereTheRuntimeClearsWhatItHolds() {
    DoubleUnaryOperator cache = t -> 20 + t;

    Run run = run(heap(cache), cache, ELEMENTS, "java.lang.ref.SoftReference", 120);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void isNotConfirmedWhenItHasFilled() {
    DoubleUnaryOperator buffer = t -> 20 + Math.min(110, t);
    Heap heap = Heap.of(buffer).every(15, 20).limit(512);

    Run run = run(heap, buffer, ELEMENTS, 900);

    assertThat(run.findings())
        .isNotEmpty()
        .noneMatch(finding -> finding.state() == FindingState.CONFIRMED)
        .last()
        .extracting(Finding::state)
        .isEqualTo(FindingState.RESOLVED);
  }
}
