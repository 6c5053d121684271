package dev.memorysystem.accuracy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The comparators against published values, and Coroot's conditions one by one. */
class RulesTest {
  private static final double MIB = 1 << 20;

  /** J. Little, "A Mann-Kendall Example (By Hand)", College of the Holy Cross. */
  @Test
  void mannKendallByHand() {
    double[] values = {
      12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7
    };

    assertThat(MannKendall.s(values)).isEqualTo(54);
    assertThat(MannKendall.variance(values)).isCloseTo(14 * 13 * 33 / 18.0 - 1, within(1e-9));
    assertThat(new MannKendall().score(track(60, values))).isCloseTo(2.9058, within(5e-5));
  }

  /** Montgomery, Introduction to Statistical Quality Control, example 9.1: C+ after sample 30. */
  @Test
  void cusumOfMontgomery() {
    double[] values = {
      9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40,
      10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62,
      11.31, 10.52
    };

    assertThat(Cusum.largest(values, 10, 1)).isCloseTo(5.30, within(0.005));
    assertThat(Cusum.largest(Arrays.copyOf(values, 29), 10, 1)).isCloseTo(5.28, within(0.005));
  }

  /** Ezekiel (1930), R's data set cars: slope 3.9324 with standard error 0.4155, t 9.464. */
  @Test
  void regressionOfCars() {
    double[] speed = {
      4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15,
      15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24,
      24, 25
    };
    double[] distance = {
      2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20,
      26, 54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92,
      93, 120, 85
    };

    assertThat(new LeastSquares().score(new Track(speed, distance, 0)))
        .isCloseTo(9.464, within(5e-4));
  }

  @Test
  void corootReportsAtTenPercentOfTheLimitAnHour() {
    double[] growing = IntStream.range(0, 61).mapToDouble(i -> 100 * MIB + i * MIB).toArray();

    assertThat(new Coroot().score(track(60, 600 * MIB, growing))).isCloseTo(1, within(1e-9));
    assertThat(new Coroot().score(track(60, 0, growing))).isCloseTo(60 * MIB / 50e6, within(1e-9));
  }

  @Test
  void corootSaysNothingOfWhatHasStopped() {
    double[] stopped =
        IntStream.range(0, 120).mapToDouble(i -> 100 * MIB + Math.min(i, 60) * MIB).toArray();

    assertThat(new Coroot().score(track(60, 600 * MIB, stopped))).isZero();
  }

  @Test
  void corootLooksAtTheLongestRunBetweenDrops() {
    double[] restarted =
        IntStream.range(0, 100)
            .mapToDouble(i -> 100 * MIB + (i < 20 ? 40 * i : i - 20) * 3 * MIB)
            .toArray();
    double[] grown = Arrays.copyOfRange(restarted, 20, 100);

    assertThat(new Coroot().score(track(60, 600 * MIB, restarted)))
        .isCloseTo(new Coroot().score(track(60, 600 * MIB, grown)), within(1e-9));
    double[] toothed =
        IntStream.range(0, 100).mapToDouble(i -> 100 * MIB + (i % 8) * 50 * MIB).toArray();
    assertThat(new Coroot().score(track(60, 600 * MIB, toothed))).isZero();
  }

  @Test
  void fewPointsSayNothing() {
    double[] few = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    for (Rule rule :
        new Rule[] {new Coroot(), new LeastSquares(), new MannKendall(), new Cusum()}) {
      assertThat(rule.score(track(60, few))).as(rule.name()).isZero();
    }
  }

  private static Track track(double every, double... values) {
    return track(every, 0, values);
  }

  private static Track track(double every, double limit, double[] values) {
    return new Track(
        IntStream.range(0, values.length).mapToDouble(i -> i * every).toArray(), values, limit);
  }
}
