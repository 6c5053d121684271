package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.Answers.cannotSay;
import static dev.memorysystem.analyzer.detect.Answers.leak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Levels that rise by the same every so many seconds, from 100; limits of 1,000. */
class ResourceAloneTest {
  private final Rule rule = new ResourceAlone();

  private static AnObservation rising(Subject subject, int count, long apart, long each) {
    List<Point> levels =
        IntStream.range(0, count)
            .mapToObj(i -> new Point(100 + i * apart, 100 + i * each))
            .toList();
    return AnObservation.of(levels).of(subject).limit(1000);
  }

  private boolean leaks(AnObservation seen) {
    return rule.judge(seen.seen()) instanceof Answer.Leak;
  }

  @Test
  void asManyThreadsAsFewPoolsHaveAreALeakEarly() {
    assertThat(leak(rule.judge(rising(Subject.THREADS, 5, 50, 50).seen())))
        .isEqualTo(
            "200 threads of growth over 5 levels, across 5 old-generation cycles is enough by itself.");
    assertThat(cannotSay(rule.judge(rising(Subject.THREADS, 5, 50, 49).seen())))
        .isEqualTo(
            "The number of threads grows, but a pool that is still filling, or garbage not collected yet, looks the same: 196 threads of growth over 5 levels, across 5 old-generation cycles; a trend that holds under repeated looks and 200 threads are needed.");
  }

  @Test
  void laterFewerAre() {
    assertThat(leaks(rising(Subject.THREADS, 5, 10_800, 7))).isTrue();
    assertThat(cannotSay(rule.judge(rising(Subject.THREADS, 5, 10_800, 5).seen())))
        .endsWith("and 24 threads are needed.");
    assertThat(cannotSay(rule.judge(rising(Subject.THREADS, 5, 900, 5).seen())))
        .as("after an hour")
        .endsWith("and 69 threads are needed.");
  }

  @Test
  void aTrendThatMayBeChanceIsNone() {
    List<Point> up = IntStream.range(0, 4).mapToObj(i -> new Point(100L * i, 500L * i)).toList();

    assertThat(cannotSay(rule.judge(AnObservation.of(up).of(Subject.THREADS).seen())))
        .contains("1500 threads of growth over 4 levels");
    assertThat(cannotSay(rule.judge(AnObservation.of(up.subList(0, 3)).of(Subject.THREADS).seen())))
        .contains(": 0 threads of growth over 3 levels");
  }

  @Test
  void whatMayBeTheWayOfMeasuringIsLeftOut() {
    assertThat(leaks(rising(Subject.NATIVE, 6, 100, 10))).isTrue();
    assertThat(leaks(rising(Subject.NATIVE, 6, 100, 10).doubt(1))).isFalse();
    assertThat(leaks(rising(Subject.NATIVE, 6, 100, 11).doubt(5))).isTrue();
  }

  @Test
  void aTwentiethOfTheLimitAcrossCyclesIsEnough() {
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 10))).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 9))).isFalse();
  }

  @Test
  void aTenthWhereNotEveryLevelIsAfterACycle() {
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 20).withGarbage())).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 19).withGarbage())).isFalse();
  }

  @Test
  void aQuarterWhereFewCyclesRanUnlessSomethingWasKeptAcrossThem() {
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 50).oldCycles(2))).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 49).oldCycles(2))).isFalse();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 49).oldCycles(3))).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 49).oldCycles(2).kept(100))).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 6, 100, 49).oldCycles(2).kept(99))).isFalse();
  }

  /** Of 900 that were free. */
  @Test
  void ofNativeMemoryAnEighthOfWhatWasFree() {
    assertThat(leaks(rising(Subject.NATIVE, 6, 100, 23).oldCycles(2))).isTrue();
    assertThat(leaks(rising(Subject.NATIVE, 6, 100, 22).oldCycles(2))).isFalse();
  }

  @Test
  void aPoolMayStillFillInTheFirstFiveMinutes() {
    assertThat(leaks(rising(Subject.DIRECT, 5, 75, 40))).isTrue();
    assertThat(leaks(rising(Subject.DIRECT, 5, 74, 40))).isFalse();
    assertThat(leaks(rising(Subject.DIRECT, 5, 74, 63))).isTrue();
  }

  @Test
  void classesAreNotLoadedTwice() {
    assertThat(leaks(rising(Subject.METASPACE, 5, 50, 25))).as("doubled").isTrue();
    assertThat(leaks(rising(Subject.METASPACE, 5, 50, 24))).isFalse();
    assertThat(leaks(rising(Subject.DIRECT, 5, 50, 25))).as("buffers are").isFalse();
  }

  @Test
  void aQuarterOfWhatWasFreeConfirms() {
    assertThat(ResourceAlone.unconfirmed(rising(Subject.DIRECT, 6, 100, 45).seen())).isNull();
    assertThat(ResourceAlone.unconfirmed(rising(Subject.DIRECT, 6, 100, 44).seen()))
        .isEqualTo("it may be filling, at 24 % of what was free; confirmed from 25 %");
    assertThat(ResourceAlone.unconfirmed(AnObservation.of(List.of()).of(Subject.DIRECT).seen()))
        .startsWith("it may be filling, at 0 %");
  }

  @Test
  void orHalfAsManyThreadsAgain() {
    assertThat(unconfirmed(Subject.THREADS, 10)).isNull();
    assertThat(unconfirmed(Subject.THREADS, 8)).startsWith("it may be filling, at 4 %");
    assertThat(unconfirmed(Subject.DIRECT, 10)).startsWith("it may be filling, at 4 %");
  }

  private static @Nullable String unconfirmed(Subject subject, long each) {
    return ResourceAlone.unconfirmed(rising(subject, 5, 10_800, each).seen());
  }
}
