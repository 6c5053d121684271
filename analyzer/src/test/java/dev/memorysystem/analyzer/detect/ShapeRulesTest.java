package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Rules that look at how a series of floors goes on: one a minute, MiB by seconds. */
class ShapeRulesTest {
  private static final long LIMIT = 2048L << 20;

  private static Answer judged(Rule rule, int minutes, LongUnaryOperator mebibytes) {
    return rule.judge(Seen.of(Seen.minutes(minutes, mebibytes), null, LIMIT));
  }

  @Test
  void aLineGrowsToNow() {
    assertThat(leak(judged(new StillGrowing(), 30, t -> 100 + t / 6)))
        .startsWith("It grows steadily to now: 600 MiB/h in the last ");
    assertThat(leak(judged(new Saturation(), 30, t -> 100 + t / 6)))
        .startsWith("Steady growth fits as well as anything that fills or steps");
  }

  @Test
  void whatEndedHasStopped() {
    LongUnaryOperator filled = t -> 100 + Math.min(t, 1200) / 6;

    assertThat(notLeak(judged(new StillGrowing(), 40, filled)))
        .startsWith("Growth stopped: ")
        .contains(", near 300 MiB.");
    assertThat(notLeak(judged(new Saturation(), 40, filled)))
        .startsWith("It has filled: growth that ended at 300 MiB fits better");
    assertThat(cannotSay(judged(new Saturation(), 23, filled)))
        .as("too few since")
        .startsWith("It may be filling: growth that ended at 300 MiB");
  }

  private static Answer stillGrowing(int... mebibytes) {
    var floors = Seen.minutes(mebibytes.length, t -> mebibytes[(int) (t / 60) - 1]);
    return new StillGrowing().judge(AnObservation.of(floors).seen());
  }

  @Test
  void ofFewFloorsTheSlopeItselfMustBeKept() {
    assertThat(cannotSay(stillGrowing(100, 200, 300, 345, 390, 435)))
        .startsWith(
            "Growth is slowing, as in a cache that fills: 2.6 GiB/h in the last 3 min against 3.7 GiB/h");
    assertThat(leak(stillGrowing(100, 200, 300, 360, 420, 480)))
        .startsWith("It grows steadily to now: ");
  }

  @Test
  void ofFewFloorsEachQuarterMustHaveGrown() {
    assertThat(cannotSay(stillGrowing(100, 100, 100, 100, 200, 300, 400)))
        .isEqualTo(
            "Growth came in a jump: the least step between quarters of the time was 0.0 KiB, of 300 MiB in all.");
    assertThat(leak(stillGrowing(100, 105, 110, 120, 200, 300, 400)))
        .startsWith("It grows steadily");
  }

  @Test
  void whatApproachesACeilingIsFull() {
    LongUnaryOperator cache = t -> 100 + Math.round(400 * (1 - Math.exp(-t / 400.0)));

    assertThat(notLeak(judged(new Saturation(), 40, cache)))
        .startsWith("It has filled: filling up to ");
    assertThat(cannotSay(judged(new Saturation(), 16, cache))).startsWith("It may be filling: ");
  }

  @Test
  void fewFloorsSayLittle() {
    assertThat(cannotSay(judged(new StillGrowing(), 3, t -> 100 + t / 6)))
        .isEqualTo("Too few old-generation floors to compare early and late growth.");
    assertThat(leak(judged(new Saturation(), 3, t -> 100 + t / 6)))
        .isEqualTo("Too few old-generation floors to tell growth from filling by its shape.");
  }

  @Test
  void growthThatIsSmallBesideTheLimitOrFarFromItDoesNotMatter() {
    assertThat(leak(judged(new MaterialGrowth(), 40, t -> 100 + t / 6)))
        .startsWith("It has grown by at least ");
    assertThat(cannotSay(judged(new MaterialGrowth(), 40, t -> 100 + t / 120)))
        .as("20 MiB of 2 GiB")
        .contains("41.0 MiB are needed");
    var far = Seen.of(Seen.minutes(40, t -> 100 + t / 6), null, 1L << 50);
    assertThat(notLeak(new MaterialGrowth().judge(far))).contains("beyond the horizon of 30 d");
    assertThat(cannotSay(judged(new MaterialGrowth(), 3, t -> 100 + t / 6)))
        .startsWith("No line can be drawn");
  }

  @Test
  void aLineAloneIsEnoughOnceItHasUsedAFifthOfWhatWasFree() {
    assertThat(leak(judged(new FloorAlone(), 25, t -> 100 + t / 2)))
        .startsWith("No site is known, but ");
    assertThat(cannotSay(judged(new FloorAlone(), 25, t -> 100 + t / 6)))
        .contains("without an allocation site 5 floors and 38");
  }
}
