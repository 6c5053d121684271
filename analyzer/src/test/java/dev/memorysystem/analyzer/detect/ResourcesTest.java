package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A resource whose level is told once a minute, by seconds. */
class ResourcesTest {
  private static List<Point> levels(int count, LongUnaryOperator level) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Point(60L * i, level.applyAsLong(60L * i)))
        .toList();
  }

  private static ProcessState process(LeakKind kind, @Nullable Long limit, List<Point> levels) {
    var gauge = Seen.gauge(kind, levels, limit);
    return AProcess.of(AProcess.fresh()).at(levels.getLast().second()).beside(gauge).state();
  }

  private static Judgement judged(
      LeakKind kind, @Nullable Long limit, int minutes, LongUnaryOperator level) {
    ProcessState state = process(kind, limit, levels(minutes, level));
    return Resources.judge(state, NOON.plusSeconds(state.now()), Duration.ofDays(30)).getFirst();
  }

  @Test
  void aFewThreadsMoreOrLessAreNoGrowth() {
    Judgement flat = judged(LeakKind.THREAD, null, 20, t -> t < 600 ? 40 : 48);

    assertThat(flat.verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(flat.rule()).isEqualTo("growing level");
    assertThat(flat.reason())
        .isEqualTo(
            "Nothing grows that matters: over 16 min the number of threads stays between 40 threads and 48 threads.");
    assertThat(flat.watchedSeconds()).isEqualTo(960);
    assertThat(judged(LeakKind.THREAD, null, 20, t -> t < 600 ? 40 : 49).rule())
        .isNotEqualTo("growing level");
  }

  @Test
  void aHundredthOfTheLimitIsNoGrowthOfMemory() {
    assertThat(judged(LeakKind.METASPACE, 1000L, 20, t -> t < 600 ? 400 : 410).rule())
        .isEqualTo("growing level");
    assertThat(judged(LeakKind.METASPACE, 1000L, 20, t -> t < 600 ? 400 : 411).rule())
        .isNotEqualTo("growing level");
  }

  /** Warm-up is left out: a fifth of its life, 30 s at least. */
  @Test
  void aMinuteAndAHalfIsTheLeast() {
    assertThat(judged(LeakKind.THREAD, null, 3, t -> 40).rule()).isEqualTo("growing level");
    assertThat(judged(LeakKind.THREAD, null, 2, t -> 40).rule()).isEqualTo("enough observation");
  }

  @Test
  void whatGrowsByTheSameEachMinuteLeaks() {
    Judgement leak = judged(LeakKind.THREAD, null, 40, t -> 40 + t / 6);

    assertThat(leak.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(leak.rule()).isEqualTo("growth alone");
    assertThat(leak.steps()).isNotEmpty();
  }

  @Test
  void whatDoesNotIsToldShortly() {
    Judgement unsure = judged(LeakKind.THREAD, null, 8, t -> 40 + t / 6);

    assertThat(unsure.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(unsure.steps()).isEmpty();
  }

  @Test
  void growthIsMaterialAgainstTheSmallerOfItsLimitAndAUsualOne() {
    var limit = new Binding("limit", 2000, 1500);

    assertThat(Resources.scale(LeakKind.THREAD, null, 100)).isEqualTo(1124);
    assertThat(Resources.scale(LeakKind.THREAD, limit, 100)).isEqualTo(1124);
    assertThat(Resources.scale(LeakKind.THREAD, limit, 1000)).isEqualTo(1500);
    assertThat(Resources.scale(LeakKind.NATIVE, null, 100)).isEqualTo(100 + 512.0 * (1 << 20));
    assertThat(Resources.scale(LeakKind.NATIVE, limit, 100)).isEqualTo(1500);
  }
}
