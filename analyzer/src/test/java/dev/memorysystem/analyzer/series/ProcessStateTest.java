package dev.memorysystem.analyzer.series;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.Survivors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStateTest {
  private static ProcessState heard(Measured... reports) {
    ProcessState state = ProcessState.of(Measured.process("i-1", NOON), NOON);
    for (Measured report : reports) {
      state = state.with(report.told());
    }
    return state;
  }

  private static Survivors survivors(long second) {
    return new Survivors(
        Measured.WORKLOAD,
        Measured.process("i-1", NOON),
        NOON.plusSeconds(second),
        "jfr",
        Duration.ofSeconds(second),
        null,
        List.of());
  }

  @Test
  void secondsCountFromItsStartOrElseFromTheFirstSignal() {
    assertThat(ProcessState.of(Measured.process("i", NOON), NOON.plusSeconds(9)).origin())
        .isEqualTo(NOON);
    assertThat(ProcessState.of(Measured.process("i", NOON), NOON).origin()).isEqualTo(NOON);
    assertThat(ProcessState.of(Measured.process("i", NOON), NOON.minusSeconds(1)).origin())
        .as("a start after the first signal is wrong")
        .isEqualTo(NOON.minusSeconds(1));
    assertThat(ProcessState.of(Measured.process("i", null), NOON.plusSeconds(9)).origin())
        .isEqualTo(NOON.plusSeconds(9));
    assertThat(heard().now()).isZero();
    assertThat(heard(Measured.at(90).floor(1)).now()).isEqualTo(90);
  }

  @Test
  void aLevelIsTheSmallerOfBothFloors() {
    assertThat(heard(Measured.at(10).floor(9).oldCycles(1, 7L)).floors().points())
        .containsExactly(new Point(10, 7));
    assertThat(heard(Measured.at(10).floor(6).oldCycles(1, 7L)).floors().points())
        .containsExactly(new Point(10, 6));
    assertThat(heard(Measured.at(10).floor(6)).floors().points()).containsExactly(new Point(10, 6));
    assertThat(heard(Measured.at(10).oldCycles(1, 7L)).floors().points())
        .containsExactly(new Point(10, 7));
    assertThat(heard(Measured.at(10)).floors().isEmpty()).isTrue();
  }

  @Test
  void aPointKnowsWhatWasAllocatedInMebibytes() {
    assertThat(heard(Measured.at(10).floor(9).allocated(5L << 20)).floors().points())
        .containsExactly(new Point(10, 9, 5L));
  }

  @Test
  void oldFloorsBeginWithTheFirstCycleAndTakeInWhatComesBeforeTheNext() {
    assertThat(heard(Measured.at(10).floor(9).oldCycles(0, null)).oldFloors().isEmpty()).isTrue();
    assertThat(heard(Measured.at(10).floor(9)).oldFloors().isEmpty()).isTrue();

    ProcessState state =
        heard(
            Measured.at(10).floor(9).oldCycles(1, null),
            Measured.at(20).floor(8).oldCycles(1, null),
            Measured.at(30).floor(10).oldCycles(1, null),
            Measured.at(40).floor(12).oldCycles(3, null),
            Measured.at(50).floor(13));
    assertThat(state.oldFloors().points()).containsExactly(new Point(20, 8), new Point(40, 12));
    assertThat(state.floors().points()).hasSize(5);
    assertThat(state.watchedCycles()).isEqualTo(2);
    assertThat(state.oldCycles()).isEqualTo(3);
    assertThat(state.marks()).containsExactly(new CycleMark(40, 3));
  }

  @Test
  void theNewestFourCyclesAreMarked() {
    Measured[] reports = new Measured[7];
    for (int i = 0; i < reports.length; i++) {
      reports[i] = Measured.at(10L * i).floor(100).oldCycles(i, 100L);
    }

    assertThat(heard(reports).marks())
        .containsExactly(
            new CycleMark(30, 3), new CycleMark(40, 4), new CycleMark(50, 5), new CycleMark(60, 6));
  }

  @Test
  void whatWasBornBeforeTheSecondLastCycleIsProven() {
    ProcessState state = heard(Measured.at(10).oldCycles(1, 5L), Measured.at(20).oldCycles(2, 5L));
    assertThat(state.with(survivors(25)).snapshot().provenBefore()).isNull();

    state = state.with(Measured.at(30).oldCycles(3, 5L).told());
    assertThat(state.with(survivors(35)).snapshot().provenBefore()).isNull();

    state = state.with(Measured.at(40).oldCycles(4, 5L).told());
    assertThat(state.with(survivors(45)).snapshot().provenBefore()).isEqualTo(20);
    state = state.with(Measured.at(50).oldCycles(6, 5L).told());
    assertThat(state.with(survivors(55)).snapshot().provenBefore()).isEqualTo(40);
  }

  @Test
  void aSnapshotThatIsNoNewerChangesNothing() {
    ProcessState state = heard(Measured.at(10).floor(9)).with(survivors(25));

    assertThat(state.with(survivors(25))).isSameAs(state);
    assertThat(state.with(survivors(24))).isSameAs(state);
    assertThat(state.with(survivors(26)).snapshot().at()).isEqualTo(NOON.plusSeconds(26));
  }

  @Test
  void whatIsLateChangesNothing() {
    ProcessState state = heard(Measured.at(100).floor(9).collections(5));

    assertThat(state.with(Measured.at(100).floor(1).collections(6).told())).isSameAs(state);
    assertThat(state.with(Measured.at(90).floor(1).collections(4).told())).isSameAs(state);
    assertThat(state.with(Measured.at(-500).floor(1).collections(5).told()))
        .as("it counts no further: late, not a clock that went back")
        .isSameAs(state);
    assertThat(state.with(Measured.at(-500).floor(1).told())).isSameAs(state);
  }

  @Test
  void aClockThatWentBackByMoreThanAMinuteIsMeasuredAfresh() {
    ProcessState state = heard(Measured.at(100).floor(9).collections(5));

    assertThat(state.with(Measured.at(40).floor(1).collections(6).told())).isSameAs(state);
    ProcessState afresh = state.with(Measured.at(39).floor(1).collections(6).told());
    assertThat(afresh.floors().points()).containsExactly(new Point(39, 1));
    assertThat(afresh.collections()).isEqualTo(6);
    ProcessState uncounted = heard(Measured.at(100).floor(9));
    assertThat(uncounted.with(Measured.at(0).floor(1).collections(6).told())).isSameAs(uncounted);
  }

  @Test
  void countersThatWentBackAreMeasuredAfresh() {
    ProcessState state = heard(Measured.at(100).floor(9).collections(5));

    assertThat(state.with(Measured.at(110).floor(8).collections(4).told()).floors().points())
        .containsExactly(new Point(110, 8));
    assertThat(state.with(Measured.at(110).floor(8).collections(5).told()).floors().points())
        .hasSize(2);
    assertThat(state.with(Measured.at(110).floor(8).told()).collections()).isEqualTo(5);
  }

  @Test
  void aFloorThatWasBegunOrAFallIsNew() {
    ProcessState state =
        heard(Measured.at(10).floor(9).oldCycles(1, 9L), Measured.at(20).floor(9).oldCycles(2, 9L));

    assertThat(state.isNewAfter(state)).isFalse();
    assertThat(state.with(Measured.at(30).floor(9).told()).isNewAfter(state)).isTrue();
    assertThat(state.with(Measured.at(30).classes(7).told()).isNewAfter(state)).isFalse();
    assertThat(ProcessState.of(state.process(), NOON.minusSeconds(5)).isNewAfter(heard()))
        .as("measured from elsewhere")
        .isTrue();
    assertThat(climbed(new Climb(1, 2, 1, 9)).isNewAfter(heard())).isTrue();
    assertThat(climbed(null).isNewAfter(heard())).isFalse();
  }

  private static ProcessState climbed(Climb climb) {
    ProcessState state = heard();
    return new ProcessState(
        state.process(),
        state.origin(),
        state.lastAt(),
        state.collections(),
        state.oldCycles(),
        state.watchedCycles(),
        state.floors(),
        state.oldFloors(),
        state.marks(),
        climb,
        state.warmUp(),
        state.limits(),
        state.snapshot(),
        state.gauges(),
        state.census());
  }

  @Test
  void aResourceThatIsToldForTheFirstTimeIsNew() {
    ProcessState state = heard(Measured.at(10).threads(9));

    assertThat(state.isNewBesideHeapAfter(heard())).isTrue();
    assertThat(state.isNewBesideHeapAfter(state)).isFalse();
    assertThat(state.with(Measured.at(20).threads(9).told()).isNewBesideHeapAfter(state)).isTrue();
    assertThat(state.gauge(LeakKind.THREAD)).isPresent();
    assertThat(state.gauge(LeakKind.NATIVE)).isEmpty();
  }

  @Test
  void aFallEndsBothSeriesAndTheLargestClimbIsKept() {
    ProcessState state = heard();
    for (int i = 0; i < 6; i++) {
      state = state.with(Measured.at(10L * i).floor(100 + i).oldCycles(i + 1, 100L + i).told());
    }
    ProcessState fell = state.with(Measured.at(60).floor(50).oldCycles(7, 50L).told());

    assertThat(fell.climb()).isEqualTo(new Climb(60, 105, 50, 60));
    assertThat(fell.floors().points()).containsExactly(new Point(60, 50));
    assertThat(fell.oldFloors().points()).containsExactly(new Point(60, 50));

    for (int i = 7; i < 11; i++) {
      fell = fell.with(Measured.at(10L * i).floor(60).oldCycles(i + 1, 60L).told());
    }
    fell = fell.with(Measured.at(110).floor(9).oldCycles(12, 9L).told());
    assertThat(fell.climb()).isEqualTo(new Climb(60, 105, 9, 110));
  }
}
