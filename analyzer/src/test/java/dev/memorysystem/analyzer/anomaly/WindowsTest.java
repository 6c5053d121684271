package dev.memorysystem.analyzer.anomaly;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.anomaly.Reading.Sign;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.Measured;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one stretch of a process says by itself, and what several in a row do. */
class WindowsTest {
  private static final long MIB = 1 << 20;

  private static Beat beat(
      double second, @Nullable Long allocated, @Nullable Double gc, @Nullable Long collections) {
    return new Beat(NOON.plusMillis(Math.round(1000 * second)), allocated, gc, collections);
  }

  /** Half a minute since ten minutes after noon. */
  private static Window window(
      @Nullable Long allocated,
      @Nullable Double gcSeconds,
      @Nullable Long collections,
      @Nullable Long floor,
      @Nullable Long limit) {
    return new Window(
        beat(600, allocated == null ? null : 0L, gcSeconds == null ? null : 60.0, 0L),
        beat(630, allocated, gcSeconds == null ? null : 60.0 + gcSeconds, collections),
        floor,
        limit);
  }

  private static Window allocating(@Nullable Long bytesPerSecond, @Nullable Long limit) {
    return window(
        bytesPerSecond == null ? null : Long.valueOf(30 * bytesPerSecond), null, null, null, limit);
  }

  private static Rates rates(int windows, double bytesPerSecond) {
    Rates rates = Rates.NONE;
    for (int i = 0; i < windows; i++) {
      rates = rates.with(bytesPerSecond);
    }
    return rates;
  }

  @Test
  void countersGoOnUnlessOneOfThemOrTheClockWentBack() {
    Beat before = beat(10, 100L, 1.0, 5L);

    assertThat(before.goesOnTo(beat(11, 100L, 1.0, 5L))).isTrue();
    assertThat(before.goesOnTo(beat(10, 200L, 2.0, 6L))).isFalse();
    assertThat(before.goesOnTo(beat(11, 99L, 1.0, 5L))).isFalse();
    assertThat(before.goesOnTo(beat(11, 100L, 0.9, 5L))).isFalse();
    assertThat(before.goesOnTo(beat(11, 100L, 1.0, 4L))).isFalse();
    assertThat(before.goesOnTo(beat(11, null, null, null))).isTrue();
    assertThat(beat(10, null, null, null).goesOnTo(before)).isFalse();
    assertThat(beat(9, null, null, null).goesOnTo(before)).isTrue();
    assertThat(before.secondsTo(beat(12.25, null, null, null))).isEqualTo(2.25);
  }

  @Test
  void aWindowHasRatesWhereBothEndsHaveCounters() {
    Window window = window(60 * MIB, 3.0, 6L, 7L, 8L);

    assertThat(window.seconds()).isEqualTo(30);
    assertThat(window.allocationRate()).isEqualTo(2.0 * MIB);
    assertThat(window.gcShare()).isCloseTo(0.1, within(1e-9));
    assertThat(window.collections()).isEqualTo(6);
    assertThat(window(null, 45.0, null, null, null).gcShare()).as("several threads").isEqualTo(1);
    assertThat(window(null, null, null, null, null))
        .returns(null, Window::allocationRate)
        .returns(null, Window::gcShare)
        .returns(0L, Window::collections);
    Window unknownBefore = new Window(beat(0, null, null, null), beat(30, 9L, 9.0, 9L), null, null);
    assertThat(unknownBefore)
        .returns(null, Window::allocationRate)
        .returns(null, Window::gcShare)
        .returns(0L, Window::collections);
  }

  @Test
  void ratesAreKnownByTheirQuarterOctave() {
    Rates rates = Rates.NONE.with(MIB).with(MIB).with(4 * MIB);

    assertThat(rates.windows()).isEqualTo(3);
    assertThat(rates.median()).isEqualTo(20);
    assertThat(rates.quantile(1)).isEqualTo(22);
    assertThat(rates.medianDeviation()).isZero();
    assertThat(Rates.NONE.with(MIB).with(2 * MIB).with(8 * MIB).medianDeviation()).isEqualTo(1);
    assertThat(Rates.NONE.median()).isNaN();
    assertThat(Rates.NONE.windows()).isZero();
  }

  @Test
  void ratesBeyondWhatIsToldApartCountAsTheLeastOrTheMost() {
    assertThat(Rates.NONE.with(0).median()).isEqualTo(10);
    assertThat(Rates.NONE.with(-5).median()).isEqualTo(10);
    assertThat(Rates.NONE.with(1e30).median()).isEqualTo(40);
  }

  @Test
  void afterTwoDaysHalfOfAllWindowsIsForgotten() {
    Rates full = new Rates("28 4fz"); // 5,759 of 1 MiB/s

    assertThat(full.windows()).isEqualTo(5759);
    assertThat(full.with(MIB).windows()).isEqualTo(5760);
    assertThat(full.with(MIB).with(MIB).windows()).isEqualTo(2880);
    assertThat(full.with(MIB).with(2 * MIB).quantile(1)).as("half of one is none").isEqualTo(20);
  }

  @Test
  void aBurstIsFourTimesTheUsualAndUnheardOf() {
    Rates usual = rates(20, MIB);

    assertThat(burst(4 * MIB, usual)).isEqualTo(Sign.UNUSUAL);
    assertThat(burst(4 * MIB - 100, usual)).isEqualTo(Sign.NEITHER);
    assertThat(burst(2 * MIB, usual)).isEqualTo(Sign.NEITHER);
    assertThat(burst(2 * MIB - 100, usual)).isEqualTo(Sign.USUAL);
    // of a hundred windows one was as fast
    assertThat(burst(4 * MIB, rates(97, MIB).with(4 * MIB).with(4 * MIB).with(4 * MIB)))
        .isEqualTo(Sign.NEITHER);
  }

  private static Sign burst(long rate, Rates before) {
    return Burst.read(allocating(rate, null), before).sign();
  }

  @Test
  void withoutTenMinutesOfHistoryNothingIsABurst() {
    assertThat(Burst.read(allocating(64 * MIB, null), rates(19, MIB))).isEqualTo(Reading.NOTHING);
    assertThat(Burst.read(allocating(null, null), rates(20, MIB))).isEqualTo(Reading.NOTHING);
  }

  @Test
  void whatFillsAFiftiethOfTheHeapASecondIsMaterial() {
    assertThat(Burst.read(allocating(4 * MIB, 200 * MIB), rates(20, MIB)).sign())
        .isEqualTo(Sign.UNUSUAL);
    assertThat(Burst.read(allocating(4 * MIB, 201 * MIB), rates(20, MIB)).sign())
        .isEqualTo(Sign.NEITHER);
  }

  @Test
  void aBurstIsToldWithItsNumbers() {
    Reading reading = Burst.read(allocating(8 * MIB, null), rates(20, MIB));

    assertThat(reading.level()).isEqualTo(8.0 * MIB);
    assertThat(reading.usual()).isCloseTo(MIB, within(1.0));
    assertThat(reading.reason())
        .startsWith("Allocates 8.0 MiB/s, 8.0 times the usual 1.0 MiB/s (median of the 20 ");
  }

  private static Sign pauses(double share, long floor) {
    return thrash(window(null, 30 * share, 2L, floor, 100L)).sign();
  }

  private static Reading thrash(Window window) {
    return Thrash.read(window, ProcessState.of(Measured.process("i-1", NOON), NOON));
  }

  @Test
  void pausesThrashWhenTheyTakeAQuarterOfTheTimeAndLeaveFourFifthsFull() {
    assertThat(pauses(0.25, 80)).isEqualTo(Sign.UNUSUAL);
    assertThat(pauses(0.24, 80)).isEqualTo(Sign.NEITHER);
    assertThat(pauses(0.25, 79)).isEqualTo(Sign.USUAL);
    assertThat(pauses(0.11, 80)).isEqualTo(Sign.NEITHER);
    assertThat(pauses(0.09, 80)).isEqualTo(Sign.USUAL);
  }

  @Test
  void theShareOfItsLifeBeforeIsUsual() {
    assertThat(thrash(window(null, 9.0, 2L, 90L, 100L)).usual()).isCloseTo(0.1, within(1e-9));
    assertThat(
            Thrash.read(
                    window(null, 9.0, 2L, 90L, 100L),
                    ProcessState.of(Measured.process("i-1", null), NOON))
                .usual())
        .as("its start is not known")
        .isNull();
    Instant late = NOON.plusSeconds(571);
    assertThat(
            Thrash.read(
                    window(null, 9.0, 2L, 90L, 100L),
                    ProcessState.of(Measured.process("i-1", late), late))
                .usual())
        .as("29 s are too little")
        .isNull();
  }

  /** So many collections that pause for next to nothing. */
  private static Sign beside(long count, long freedEach, long floor) {
    return thrash(window(count * freedEach, 0.0001 * count, count, floor, 1000L)).sign();
  }

  @Test
  void collectionsBesideTheProcessThrashWhenEachFreesLittleAndTheyRunAllTheTime() {
    assertThat(beside(6, 20, 900)).isEqualTo(Sign.UNUSUAL);
    assertThat(beside(6, 21, 900)).isEqualTo(Sign.NEITHER);
    assertThat(beside(6, 40, 900)).isEqualTo(Sign.NEITHER);
    assertThat(beside(6, 41, 900)).isEqualTo(Sign.USUAL);
    assertThat(beside(6, 20, 899)).isEqualTo(Sign.NEITHER);
    assertThat(beside(6, 20, 799)).isEqualTo(Sign.USUAL);
    assertThat(beside(5, 20, 900)).as("every 6 s").isEqualTo(Sign.NEITHER);
    assertThat(thrash(window(null, 0.0001, 6L, 950L, 1000L))).isEqualTo(Reading.NOTHING);
  }

  @Test
  void whatIsNotToldDoesNotThrash() {
    assertThat(thrash(window(1L, 9.0, 2L, null, 100L))).isEqualTo(Reading.NOTHING);
    assertThat(thrash(window(1L, 9.0, 2L, 90L, null))).isEqualTo(Reading.NOTHING);
    assertThat(thrash(window(1L, 9.0, 2L, 90L, 0L))).isEqualTo(Reading.NOTHING);
    assertThat(thrash(window(1L, null, 2L, 90L, 100L))).isEqualTo(Reading.NOTHING);
  }

  @Test
  void threeWindowsInARowBeginItAndThreeEndIt() {
    Reading unusual = new Reading(Sign.UNUSUAL, 5.0, 9, "");
    Reading usual = new Reading(Sign.USUAL, 5.0, 5, "");
    Reading neither = new Reading(Sign.NEITHER, 5.0, 7, "");
    Window window = window(1L, 1.0, 1L, 1L, 1L);

    Streak two = Streak.NONE.with(unusual, window).with(unusual, window);
    assertThat(two.active()).isFalse();
    assertThat(two.isBeginning()).isTrue();
    assertThat(two.with(neither, window)).isEqualTo(Streak.NONE);

    Streak begun = two.with(new Reading(Sign.UNUSUAL, 8.0, 9, ""), window);
    assertThat(begun).isEqualTo(new Streak(true, window.begins(), 5.0, 0));
    assertThat(begun.isBeginning()).isFalse();
    assertThat(begun.with(neither, window)).isEqualTo(new Streak(true, null, null, 0));

    Streak ending = begun.with(usual, window).with(usual, window);
    assertThat(ending.active()).isTrue();
    assertThat(ending.isBeginning()).isFalse();
    assertThat(ending.with(usual, window).active()).isFalse();
  }

  @Test
  void whatThePulseRemembersOfTheFloorIsTheLeast() {
    assertThat(Pulse.smaller(null, null)).isNull();
    assertThat(Pulse.smaller(3L, null)).isEqualTo(3);
    assertThat(Pulse.smaller(null, 3L)).isEqualTo(3);
    assertThat(Pulse.smaller(4L, 3L)).isEqualTo(3);
  }

  @Test
  void ofTwoPulsesOfAProcessTheNewerIsKnown() {
    Pulse early = Pulse.of("i-1", beat(10, 1L, null, null));
    Pulse late = Pulse.of("i-1", beat(20, 2L, null, null));
    Pulse other = Pulse.of("i-0", beat(5, 2L, null, null));
    Noticed one = new Noticed(List.of(early), List.of());

    Noticed both = one.merged(new Noticed(List.of(late, other), List.of()));

    assertThat(both.pulses()).containsExactly(other, late);
    assertThat(new Noticed(List.of(late, other), List.of()).merged(one)).isEqualTo(both);
    assertThat(both.pulse("i-1")).contains(late);
    assertThat(both.pulse("i-2")).isEmpty();
  }
}
