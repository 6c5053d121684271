package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NothingTakesInTest {
  private static AnObservation minutes(int count, LongUnaryOperator mebibytes) {
    return AnObservation.of(Seen.minutes(count, mebibytes));
  }

  /** For 19 minutes, at 100 MiB. */
  private static boolean says(long second, long since, int walks) {
    return NothingTakesIn.says(
            minutes(20, t -> 100).walked(AContainer.quiet(second, since, walks)).seen())
        .isPresent();
  }

  @Test
  void whereNoContainerHasGrownForAWhileTheFloorsHoldGarbage() {
    var seen = minutes(20, t -> 100).walked(AContainer.quiet(1200, 900, 2)).seen();

    assertThat(NothingTakesIn.says(seen))
        .contains(
            new Answer.NotLeak(
                "Nothing takes anything in: for 5 min no container that grows has grown, and what collections leave, garbage included, rose by 0 % of what was free."));
  }

  @Test
  void withoutTwoWalksThatSawItNothingIsSaid() {
    assertThat(NothingTakesIn.says(minutes(20, t -> 100).seen())).isEmpty();
    assertThat(says(1200, 900, 1)).isFalse();
    var warming = minutes(20, t -> 100).walked(AContainer.quiet(1200, 900, 2)).warming().seen();
    assertThat(NothingTakesIn.says(warming)).isEmpty();
  }

  @Test
  void aQuarterOfTheTimeMustBeQuiet() {
    assertThat(says(1200, 1200 - 285, 2)).isTrue();
    assertThat(says(1200, 1200 - 284, 2)).isFalse();
  }

  @Test
  void andTwoMinutesAndAHalf() {
    List<Point> floors =
        IntStream.rangeClosed(0, 10).mapToObj(i -> new Point(60 + 20 * i, 100 * MIB)).toList();

    assertThat(
            NothingTakesIn.says(
                AnObservation.of(floors).walked(AContainer.quiet(260, 110, 2)).seen()))
        .isPresent();
    assertThat(
            NothingTakesIn.says(
                AnObservation.of(floors).walked(AContainer.quiet(260, 111, 2)).seen()))
        .isEmpty();
  }

  @Test
  void fourFloorsMustHaveBeenSeenSince() {
    assertThat(says(1320, 1020, 2)).isTrue();
    assertThat(says(1321, 1021, 2)).isFalse();
  }

  /** Of a heap of 400 MiB, of which 100 are used. */
  @Test
  void whatRisesByAsMuchAsAnySuspicionNeedsIsNotSaidToBeGarbage() {
    assertThat(rising(89).orElseThrow().reason()).endsWith("rose by 30 % of what was free.");
    assertThat(rising(90)).isEmpty();
  }

  private static Optional<Answer> rising(long mebibytes) {
    LongUnaryOperator level = t -> t < 1080 ? 100 : 100 + mebibytes;
    return NothingTakesIn.says(
        minutes(20, level).limit(400 * MIB).walked(AContainer.quiet(1200, 900, 2)).seen());
  }

  @Test
  void oneHighFloorIsNoLevelAndWhatFallsIsNoRise() {
    assertThat(
            NothingTakesIn.says(
                minutes(20, t -> t == 1200 ? 390 : 100)
                    .limit(400 * MIB)
                    .walked(AContainer.quiet(1200, 900, 2))
                    .seen()))
        .isPresent();
    assertThat(rising(-50).orElseThrow().reason()).endsWith("rose by 0 % of what was free.");
  }
}
