package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Floors a minute apart, MiB by seconds, in a heap of 2 GiB unless said. */
class GrowingFloorTest {
  private final Rule rule = new GrowingFloor();

  private static AnObservation minutes(int count, LongUnaryOperator mebibytes) {
    return AnObservation.of(Seen.minutes(count, mebibytes));
  }

  /** By turns so much above 100 and below. */
  private static LongUnaryOperator swinging(long mebibytes) {
    return t -> 100 + (t / 60 % 2 == 0 ? mebibytes : -mebibytes);
  }

  @Test
  void aLineGrows() {
    assertThat(leak(rule.judge(minutes(25, t -> 100 + t / 6).seen())))
        .isEqualTo(
            "The live set grows by 600 MiB/h (95 % interval 600 MiB/h to 600 MiB/h) over 25 old-generation floors.");
  }

  @Test
  void threePointsAreNoLine() {
    assertThat(cannotSay(rule.judge(minutes(3, t -> 100 + t / 6).seen())))
        .isEqualTo("No line can be drawn through the live set yet.");
    assertThat(GrowingFloor.isFlat(minutes(3, t -> 100).seen())).isFalse();
  }

  @Test
  void aLevelIsFlatOnceItWasWatchedForLongerThanALeak() {
    assertThat(notLeak(rule.judge(AnObservation.of(level(4, 45)).seen())))
        .isEqualTo(
            "Nothing grows that matters: over 2 min 15 s the live set stays near 100 MiB, growing by at most 0.0 KiB/h (95 %).");
    assertThat(cannotSay(rule.judge(AnObservation.of(level(4, 44)).seen())))
        .startsWith("The live set moves by 0.0 KiB/h")
        .endsWith("growth can neither be seen nor excluded yet.");
    assertThat(GrowingFloor.isFlat(AnObservation.of(level(4, 45)).seen())).isTrue();
    assertThat(GrowingFloor.isFlat(AnObservation.of(level(4, 44)).seen())).isFalse();
  }

  private static List<Point> level(int count, long apart) {
    return IntStream.range(0, count).mapToObj(i -> new Point(60 + i * apart, 100 * MIB)).toList();
  }

  /** It grew by 24 MiB to 125 in 24 minutes. */
  @Test
  void aTrendThatNeedsTwentyTimesAsLongToFillTheHeapIsTooSlowToMatter() {
    LongUnaryOperator slow = t -> 100 + t / 60;

    assertThat(notLeak(rule.judge(minutes(25, slow).limit((125 + 481) * MIB).seen())))
        .contains("stays near 125 MiB, growing by at most 60.0 MiB/h (95 %)");
    assertThat(leak(rule.judge(minutes(25, slow).limit((125 + 479) * MIB).seen())))
        .startsWith("The live set grows by 60.0 MiB/h");
  }

  @Test
  void ofGarbageTenTimesIsEnoughWhetherItRisesOrNot() {
    Observation near = minutes(25, t -> 100 + t / 60).limit((125 + 241) * MIB).seen();
    Trend trend = Objects.requireNonNull(near.trend());

    assertThat(GrowingFloor.flatWithGarbage(near, trend)).isNotNull();
    assertThat(
            GrowingFloor.flatWithGarbage(
                minutes(25, t -> 100 + t / 60).limit((125 + 239) * MIB).seen(), trend))
        .isNull();
  }

  @Test
  void whatSwingsIsFlatBesideMuchRoomAndUncertainBesideLittle() {
    assertThat(notLeak(rule.judge(minutes(25, swinging(2)).limit(1L << 40).seen())))
        .startsWith("Nothing grows that matters: over 24 min the live set stays near ");
    assertThat(
            cannotSay(
                rule.judge(minutes(25, t -> 100 + 10 * (t / 60 % 5)).limit(130 * MIB).seen())))
        .startsWith("The live set moves by ")
        .contains(" over 25 old-generation floors: growth can neither be seen nor excluded yet.");
  }

  @Test
  void whatRoseAndIsLevelInItsLaterHalfIsFlat() {
    Observation seen = minutes(60, t -> t < 900 ? 150 + t / 6 : 300).limit(400 * MIB).seen();

    assertThat(notLeak(rule.judge(seen))).contains("stays near 300 MiB");
    assertThat(GrowingFloor.isFlat(seen)).isTrue();
    assertThat(GrowingFloor.isFlat(minutes(25, t -> 100 + t / 6).seen())).isFalse();
  }

  @Test
  void whatFallsIsFlat() {
    assertThat(notLeak(rule.judge(minutes(25, t -> 500 - t / 6).seen())))
        .endsWith("growing by at most 0.0 KiB/h (95 %).");
  }
}
