package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final double MIB = 1 << 20;
  private static final int MINUTES = 120;

  /** MiB a minute: swings threefold, two waves. */
  private static double rate(double minute) {
    return 600 - 300 * Math.cos(4 * Math.PI * minute / MINUTES);
  }

  private static double done(double minute) {
    return 600 * minute - 300 * MINUTES / (4 * Math.PI) * Math.sin(4 * Math.PI * minute / MINUTES);
  }

  private static List<Point> points(DoubleUnaryOperator mebibytes, DoubleUnaryOperator allocated) {
    var random = new Random(11);
    List<Point> points = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      double level = mebibytes.applyAsDouble(minute) + random.nextGaussian();
      points.add(
          new Point(60L * minute, (long) (MIB * level), (long) allocated.applyAsDouble(minute)));
    }
    return points;
  }

  @Test
  void whatIsInFlightFollowsTheRate() {
    Load load = Load.of(points(t -> 100 + rate(t) / 5, LoadTest::done));

    assertThat(load.rate()).isGreaterThan(Load.STRONG);
    assertThat(load.grown()).isLessThan(0.1);
    assertThat(load.swing()).isBetween(2.0, 3.2);
  }

  @Test
  void whatLeaksFollowsTheWorkDone() {
    Load load = Load.of(points(t -> 100 + done(t) / 300, LoadTest::done));

    assertThat(load.work()).isGreaterThan(Load.STRONG);
    assertThat(load.rate()).isLessThan(-Load.STRONG);
    assertThat(load.grown()).isGreaterThan(0.9);
  }

  @Test
  void aLeakBesideMemoryInFlightIsLeftOver() {
    Load load = Load.of(points(t -> 100 + rate(t) / 5 + done(t) / 300, LoadTest::done));

    assertThat(load.grown()).isGreaterThan(0.5);
  }

  @Test
  void aSlowLeakBesideMuchInFlightIsNotTakenForLoad() {
    Load none = Load.of(points(t -> 100 + rate(t) / 5, LoadTest::done));
    Load slow = Load.of(points(t -> 100 + rate(t) / 5 + done(t) / 3000, LoadTest::done));

    assertThat(none.beside()).isLessThan(Load.POSITIVE);
    assertThat(slow.rate()).isGreaterThan(Load.STRONG);
    assertThat(slow.grown()).isBetween(0.1, 0.3);
    assertThat(slow.beside()).isGreaterThan(Load.STRONG);
  }

  @Test
  void steadyWorkIsTime() {
    Load load = Load.of(points(t -> 100 + 2 * t, t -> 500 * t));

    assertThat(load.swing()).isCloseTo(1, within(0.01));
    assertThat(load.work()).isCloseTo(0, within(0.1));
  }

  @Test
  void withoutCountsNothingIsSaid() {
    List<Point> uncounted =
        points(t -> 100, t -> t).stream().map(p -> new Point(p.second(), p.bytes())).toList();

    assertThat(Load.of(uncounted)).isNull();
    assertThat(Load.of(points(t -> 100, t -> t).subList(0, 9))).isNull();
    assertThat(Load.of(points(t -> 100, t -> -t))).isNull();
    assertThat(Load.of(points(t -> 100, t -> 7))).isNull();
  }

  @Test
  void idleTimesHaveNoLeastRate() {
    Load load = Load.of(points(t -> 100, t -> t < 60 ? 0 : 100 * (t - 60)));

    assertThat(load.swing()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void timeRunsAtThePaceOfTheWork() {
    List<Point> points = points(t -> 100 + done(t) / 300, LoadTest::done);

    List<Point> steadied = Load.steadied(points);

    assertThat(steadied.getFirst().second()).isEqualTo(points.getFirst().second());
    assertThat(steadied.getLast().second()).isEqualTo(points.getLast().second());
    // half of the work is done at half of the time, but less than a quarter of it by a quarter
    assertThat(steadied.get(MINUTES / 8).second()).isLessThan(points.get(MINUTES / 8).second());
    assertThat(Curve.of(points).byWork()).isTrue();
  }
}
