package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static dev.memorysystem.analyzer.detect.Answers.notLeak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnoughObservationTest {
  private final Rule rule = new EnoughObservation();

  /** So many, over so many seconds, growing by 100 MiB each. */
  private static List<Point> growing(int count, long seconds) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Point(40 + i * seconds / (count - 1), (100 + 100L * i) * MIB))
        .toList();
  }

  private static List<Point> two(long seconds, long first, long second) {
    return List.of(new Point(60, first * MIB), new Point(60 + seconds, second * MIB));
  }

  private Answer judged(List<Point> floors, long cycles) {
    return rule.judge(AnObservation.of(floors).oldCycles(cycles).seen());
  }

  @Test
  void whatStillWarmsUpIsNotJudged() {
    var seen = AnObservation.of(growing(5, 100)).warming().seen();

    assertThat(cannotSay(rule.judge(seen)))
        .isEqualTo("After 2 min 20 s it still warms up: classes are loaded and code is compiled.");
  }

  @Test
  void aMinuteAndAHalfIsTheLeast() {
    assertThat(leak(judged(growing(5, 90), 5)))
        .isEqualTo("Watched for 1 min 30 s after warm-up, across 5 old-generation cycles.");
    assertThat(cannotSay(judged(growing(5, 89), 5)))
        .isEqualTo(
            "Watched for less than 1 min 30 s after a warm-up of 30 s: too short to tell growth from warm-up.");
  }

  @Test
  void growthNeedsThreeCyclesAndFiveFloors() {
    assertThat(leak(judged(growing(5, 400), 3))).contains("across 3 old-generation cycles");
    assertThat(cannotSay(judged(growing(5, 400), 2)))
        .startsWith("Only 2 old-generation cycles completed while watched, and 5 are needed");
    assertThat(cannotSay(judged(growing(4, 400), 3))).startsWith("Only 3 old-generation cycles");
  }

  @Test
  void whereAContainerGrowsFloorsOfAnyCollectionDo() {
    assertThat(
            leak(rule.judge(AnObservation.of(growing(5, 400)).oldCycles(0).withGarbage().seen())))
        .startsWith("Watched for 6 min 40 s after warm-up, across 0 old-generation cycles:")
        .endsWith("a container that only grows shows that what is left is not garbage alone.");
    assertThat(
            cannotSay(
                rule.judge(AnObservation.of(growing(4, 400)).oldCycles(0).withGarbage().seen())))
        .startsWith("Only 0 old-generation cycles");
  }

  @Test
  void whatDoesNotRiseEvenWithItsGarbageIsFlatWithoutAnyCycle() {
    var seen =
        AnObservation.of(List.of()).floors(Seen.minutes(30, t -> 100)).now(1800).oldCycles(0);

    assertThat(notLeak(rule.judge(seen.seen())))
        .isEqualTo(
            "Nothing grows that matters: over 29 min the live set stays near 100 MiB, growing by at most 0.0 KiB/h (95 %).");
  }

  @Test
  void twoFloorsCloseTogetherShowALevel() {
    assertThat(notLeak(judged(two(135, 100, 101), 2)))
        .isEqualTo(
            "Nothing grows that matters: across 2 old-generation cycles in 2 min 15 s the live set stayed between 100 MiB and 101 MiB.");
    assertThat(cannotSay(judged(two(134, 100, 101), 2))).startsWith("Only 2");
    assertThat(cannotSay(judged(two(135, 100, 101), 1))).startsWith("Only 1");
    assertThat(
            cannotSay(
                rule.judge(
                    AnObservation.of(two(135, 100, 101).subList(0, 1))
                        .floors(two(135, 100, 101))
                        .seen())))
        .as("one floor")
        .startsWith("Only 1");
  }

  @Test
  void closeIsATenthOfWhatIsFree() {
    assertThat(notLeak(rule.judge(AnObservation.of(two(135, 100, 110)).limit(211 * MIB).seen())))
        .contains("between 100 MiB and 110 MiB");
    assertThat(cannotSay(rule.judge(AnObservation.of(two(135, 100, 110)).limit(210 * MIB).seen())))
        .startsWith("Only 2");
  }

  @Test
  void aResourceNeedsNineLevelsInAMinuteAndAHalf() {
    Rule levels = new EnoughLevels();

    assertThat(leak(levels.judge(AnObservation.of(growing(9, 90)).of(Subject.NATIVE).seen())))
        .isEqualTo("Watched for 1 min 30 s after warm-up, across 9 old-generation cycles.");
    assertThat(cannotSay(levels.judge(AnObservation.of(growing(9, 89)).of(Subject.DIRECT).seen())))
        .isEqualTo(
            "Direct buffer memory was watched for 1 min 29 s after a warm-up of 30 s, at 9 levels: too short to tell growth from warm-up.");
    assertThat(cannotSay(levels.judge(AnObservation.of(growing(8, 90)).of(Subject.DIRECT).seen())))
        .contains("at 8 levels");
  }
}
