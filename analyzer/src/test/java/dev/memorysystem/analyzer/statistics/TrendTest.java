package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests tagged "many" measure a share over many seeds: no mutation test waits for them. */
class TrendTest {
  /** Sen's own example (1968, JASA 63:1379-1389, section 6). */
  @Test
  void slopeIsTheMedianOfPairwiseSlopes() {
    double[] times = {1, 2, 3, 4, 10, 12, 18};
    double[] values = {9, 15, 19, 20, 45, 55, 78};

    assertThat(Trend.of(times, values).slope()).isCloseTo(4, within(1e-9));
  }

  /**
   * Of Sen's example, by his order statistics: the third smallest and third largest of 21 slopes.
   */
  @Test
  void ofFewPointsTheIntervalIsSens() {
    Trend trend =
        Trend.of(new double[] {1, 2, 3, 4, 10, 12, 18}, new double[] {9, 15, 19, 20, 45, 55, 78});

    assertThat(trend.slopeQuantile(0.025)).isCloseTo(11 / 3.0, within(1e-9));
    assertThat(trend.slopeQuantile(0.975)).isCloseTo(5, within(1e-9));
    assertThat(trend.slopeQuantile(0.25)).isCloseTo(3.9375, within(1e-9));
    assertThat(trend.slopeQuantile(0.75)).isCloseTo(4.125, within(1e-9));
    assertThat(trend.slopeError()).isCloseTo(0.1875 / 1.349, within(1e-9));
    assertThat(trend.slopeQuantile(1e-9)).as("never beyond the slopes").isEqualTo(1);
    assertThat(trend.slopeQuantile(1 - 1e-9)).isEqualTo(6);
    assertThat(trend.at(10)).isCloseTo(46, within(1e-9));
    assertThat(trend.noise()).isCloseTo(1.4826, within(1e-9));
    assertThat(trend.points()).isEqualTo(7);
    assertThat(trend.onlyRises()).isTrue();
  }

  /**
   * Three lags of twelve count, two of them against each other; worked out apart from this code.
   */
  @Test
  void theVarianceIsThatOfHamedAndRao() {
    double[] values = {1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4};

    MannKendall test = MannKendall.of(values, values);

    assertThat(test.s()).isEqualTo(6);
    assertThat(test.variance()).isCloseTo(215.8954157, within(1e-6));
    assertThat(test.z()).isCloseTo(5 / Math.sqrt(215.8954157), within(1e-6));
    assertThat(MannKendall.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}).variance())
        .as("of fewer than four nothing is known of neighbours")
        .isCloseTo(66 / 18.0, within(1e-9));
    assertThat(new MannKendall(-6, 25).z()).isEqualTo(-1);
    assertThat(new MannKendall(0, 25).z()).isZero();
    assertThat(new MannKendall(6, 0).z()).isZero();
  }

  /** Counted by hand; variances by n(n-1)(2n+5)/18 less the same for ties (Kendall 1975). */
  @ParameterizedTest
  @CsvSource({
    "'1,2,3,4', 6, 8.666667",
    "'4,3,2,1', -6, 8.666667",
    "'1,1,1,1', 0, 0",
    "'5,1,4,2,3', -2, 16.666667",
    "'1,2,3,4,5,6,7,8,9,10', 45, 125",
    "'1,2,2,3', 5, 7.666667"
  })
  void kendallsSAndItsVariance(String series, long s, double variance) {
    double[] values = Arrays.stream(series.split(",")).mapToDouble(Double::parseDouble).toArray();

    MannKendall test = MannKendall.of(values, new double[values.length]);

    assertThat(test.s()).isEqualTo(s);
    assertThat(test.variance()).isCloseTo(variance, within(1e-5));
  }

  /** As R's wq::mannKen(Nile) says it: S -1387, its variance 112728.3, slope -2.6. */
  @Test
  void theNilesTrendAsPublished() {
    Trend trend = Trend.of(Nile.years(), Nile.flow());
    MannKendall test = MannKendall.of(Nile.flow(), new double[Nile.YEARS]);

    assertThat(trend.slope()).isCloseTo(-2.6, within(1e-9));
    assertThat(test.s()).isEqualTo(-1387);
    assertThat(test.variance()).isCloseTo(112728.3, within(0.1));
    assertThat(test.z()).isCloseTo(-4.128, within(1e-3));
  }

  @Test
  @Tag("many")
  void aBlockedIntervalCoversTheSlopeUnderAutocorrelatedNoise() {
    long covered =
        IntStream.range(0, 500)
            .mapToObj(seed -> remembering(80, 0.5, 4, 0.5, seed))
            .filter(t -> t.slopeQuantile(0.025) <= 0.5 && t.slopeQuantile(0.975) >= 0.5)
            .count();

    assertThat(covered).isGreaterThan(425L); // blocks of so few points miss some of it
  }

  @Test
  void theSameSeriesHasTheSameInterval() {
    assertThat(line(60, 1, 5, 3).slopeQuantile(0.1))
        .isEqualTo(line(60, 1, 5, 3).slopeQuantile(0.1));
  }

  @Test
  void theSlopesErrorIsLeastSquaresWhereNoiseIsIndependent() {
    double expected = 5 / Math.sqrt(60 * (60 * 60 - 1) / 12.0);

    assertThat(line(60, 1, 5, 3).slopeError()).isBetween(0.6 * expected, 1.5 * expected);
  }

  @Test
  void aPerfectLineHasNoError() {
    Trend trend = line(40, 2, 0, 1);

    assertThat(trend.slopeQuantile(0.025)).isCloseTo(2, within(1e-9));
    assertThat(trend.slopeError()).isCloseTo(0, within(1e-9));
    assertThat(trend.onlyRises()).isTrue();
    assertThat(line(40, 0, 1, 1).onlyRises()).isFalse();
  }

  /** Chances of n values in any order to be in one: the sum of 1/n! from 5 on is below 1 %. */
  @Test
  @Tag("many")
  void valuesThatOnlyRiseAreSeldomChance() {
    long seen =
        IntStream.range(0, 2000)
            .filter(
                seed -> {
                  double[] values = new Random(seed).doubles(12).toArray();
                  return IntStream.rangeClosed(5, 12)
                      .anyMatch(
                          n ->
                              Trend.of(
                                      IntStream.range(0, n).asDoubleStream().toArray(),
                                      Arrays.copyOf(values, n))
                                  .onlyRises());
                })
            .count();

    assertThat(seen).isLessThanOrEqualTo(40);
  }

  private static Trend remembering(
      int points, double slope, double noise, double memory, long seed) {
    var random = new Random(seed);
    double[] times = IntStream.range(0, points).asDoubleStream().toArray();
    double[] values = new double[points];
    double before = 0;
    for (int i = 0; i < points; i++) {
      before = memory * before + noise * random.nextGaussian();
      values[i] = slope * i + before;
    }
    return Trend.of(times, values);
  }

  @Test
  void intervalExcludesZeroWhereTheTestSeesATrend() {
    Trend rising = line(30, 2, 3, 1);
    Trend flat = line(30, 0, 3, 1);

    assertThat(rising.slopeQuantile(0.025)).isPositive().isLessThan(rising.slope());
    assertThat(rising.slopeQuantile(0.975)).isGreaterThan(rising.slope());
    assertThat(rising.z()).isGreaterThan(1.96);
    assertThat(flat.slopeQuantile(0.025)).isNegative();
    assertThat(flat.slopeQuantile(0.975)).isPositive();
  }

  @Test
  @Tag("many")
  void intervalCoversTheTrueSlopeAsOftenAsItSays() {
    long covered =
        IntStream.range(0, 1000)
            .mapToObj(seed -> line(25, 0.5, 4, seed))
            .filter(t -> t.slopeQuantile(0.025) <= 0.5 && t.slopeQuantile(0.975) >= 0.5)
            .count();

    assertThat(covered).isBetween(930L, 1000L);
  }

  @Test
  void aQuarterOfOutliersDoesNotMoveIt() {
    double[] times = IntStream.range(0, 40).asDoubleStream().toArray();
    double[] values = Arrays.stream(times).map(t -> 3 * t + 10).toArray();
    for (int i = 0; i < 10; i++) {
      values[4 * i] = 1000 - 50.0 * i;
    }

    assertThat(Trend.of(times, values).slope()).isCloseTo(3, within(0.5));
  }

  @Test
  void autocorrelationWidensTheInterval() {
    double[] wave = IntStream.range(0, 60).mapToDouble(i -> Math.sin(i / 8.0)).toArray();
    double[] values = IntStream.range(0, 60).mapToDouble(i -> 0.02 * i + wave[i]).toArray();

    assertThat(MannKendall.of(values, wave).variance())
        .isGreaterThan(2 * MannKendall.of(values, new double[60]).variance());
  }

  @Test
  void noiseIsTheSpreadAroundTheLine() {
    assertThat(line(500, 1, 5, 3).noise()).isCloseTo(5, within(0.6));
    assertThat(line(500, 1, 5, 3).at(100)).isCloseTo(100, within(1.5));
  }

  @Test
  void oneTimeHasNoSlope() {
    assertThatThrownBy(() -> Trend.of(new double[] {1, 1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two points");
  }

  private static Trend line(int points, double slope, double noise, long seed) {
    var random = new Random(seed);
    double[] times = IntStream.range(0, points).asDoubleStream().toArray();
    double[] values =
        Arrays.stream(times).map(t -> slope * t + noise * random.nextGaussian()).toArray();
    return Trend.of(times, values);
  }

  /** Someone who looks at every point of a series that only makes noise. */
  @Test
  @Tag("many")
  void lookingAgainAndAgainRarelyCrossesTheBoundary() {
    long crossed = IntStream.range(0, 200).filter(seed -> everCrosses(new Random(seed), 0)).count();

    assertThat(crossed).isLessThanOrEqualTo(10); // 5 % of 200
  }

  @Test
  @Tag("many")
  void lookingAgainAtAutocorrelatedNoiseSeldomCrossesTheBoundary() {
    long crossed =
        IntStream.range(0, 200).filter(seed -> everCrosses(new Random(seed), 0.5)).count();

    assertThat(crossed).isLessThanOrEqualTo(20); // the correction is an estimate itself
  }

  private static boolean everCrosses(Random random, double memory) {
    double[] values = new double[120];
    double before = 0;
    for (int i = 0; i < values.length; i++) {
      before = memory * before + random.nextGaussian();
      values[i] = before;
    }
    double[] times = IntStream.range(0, values.length).asDoubleStream().toArray();
    for (int n = 5; n <= values.length; n++) {
      Trend trend = Trend.of(Arrays.copyOf(times, n), Arrays.copyOf(values, n));
      if (trend.z() >= RepeatedLooks.boundary(n, 0.05)) {
        return true;
      }
    }
    return false;
  }

  /** Howard et al. (2021), equation 2, by hand: 1.7·√(ln ln 200 + 0.72·ln 104). */
  @Test
  void boundaryAsPublished() {
    assertThat(RepeatedLooks.boundary(100, 0.05))
        .isCloseTo(1.7 * Math.sqrt(1.667387 + 0.72 * 4.644391), within(1e-5));
  }
}
