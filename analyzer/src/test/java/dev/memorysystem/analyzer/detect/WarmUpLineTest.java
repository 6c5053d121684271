package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.Point;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmUpLineTest {
  private static final int EVERY = 5;
  private static final int WARM_UP = 100;
  private static final double LIMIT = 10_000;

  private static final DoubleUnaryOperator LINE = t -> 1000 + 10 * t;

  /** A point every five seconds from 30 on. */
  private static List<Point> points(DoubleUnaryOperator level, int until) {
    return IntStream.iterate(30, t -> t <= until, t -> t + EVERY)
        .mapToObj(t -> new Point(t, Math.round(level.applyAsDouble(t))))
        .toList();
  }

  private static List<Point> working(DoubleUnaryOperator level, DoubleUnaryOperator allocated) {
    return points(level, 200).stream()
        .map(p -> new Point(p.second(), p.bytes(), (long) allocated.applyAsDouble(p.second())))
        .toList();
  }

  private static long begins(List<Point> points) {
    return WarmUpLine.begins(points, WARM_UP, LIMIT);
  }

  @Test
  void growthThatIsOneLineCountsFromItsBeginning() {
    assertThat(begins(points(LINE, 200))).isEqualTo(30);
  }

  @Test
  void whatRoseFasterInWarmUpCountsFromWhereTheLineBegins() {
    DoubleUnaryOperator steeper = t -> t < 60 ? 1600 - 60 * (60 - t) : LINE.applyAsDouble(t);

    assertThat(begins(points(steeper, 200))).isBetween(45L, 60L);
  }

  @Test
  void whatWasFlatInWarmUpCountsFromItsEnd() {
    DoubleUnaryOperator flat = t -> Math.max(LINE.applyAsDouble(t), 2000);

    assertThat(begins(points(flat, 200))).isBetween(75L, 100L);
  }

  @Test
  void whatJumpedAtTheEndOfWarmUpCountsFromThere() {
    assertThat(begins(points(t -> LINE.applyAsDouble(t) + (t < WARM_UP ? 0 : 3000), 200)))
        .isEqualTo(WARM_UP);
  }

  @Test
  void aShortLineIsNotDrawnFarBack() {
    assertThat(begins(points(LINE, 120))).isEqualTo(60);
    assertThat(begins(points(LINE, 115))).isEqualTo(WARM_UP);
  }

  @Test
  void whatFallsOrIsLevelHasNoLine() {
    assertThat(begins(points(t -> 5000 - 10 * t, 200))).isEqualTo(WARM_UP);
    assertThat(begins(points(t -> 5000, 200))).isEqualTo(WARM_UP);
  }

  @Test
  void noiseBelongsToTheLine() {
    assertThat(begins(points(t -> LINE.applyAsDouble(t) + 150 * Math.sin(t), 200))).isEqualTo(30);
  }

  @Test
  void anotherLoadIsAnotherLine() {
    assertThat(begins(working(LINE, t -> 7 * t))).isEqualTo(30);
    assertThat(begins(working(LINE, t -> t < WARM_UP ? 2 * t : 200 + 7 * (t - WARM_UP))))
        .isEqualTo(WARM_UP);
    assertThat(begins(working(LINE, t -> t < WARM_UP ? 20 * t : 2000 + 7 * (t - WARM_UP))))
        .isEqualTo(WARM_UP);
  }

  @Test
  void aWarmUpThatIsAShortPartOfLifeIsLeftOut() {
    assertThat(begins(points(LINE, 700))).isEqualTo(30);
    assertThat(begins(points(LINE, 1000))).isEqualTo(WARM_UP);
  }
}
