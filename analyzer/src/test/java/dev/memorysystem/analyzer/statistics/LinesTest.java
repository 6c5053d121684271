package dev.memorysystem.analyzer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class LinesTest {
  /** Large times and levels, as seconds and bytes are: no digit may be lost. */
  private static final double FAR = 1e9;

  @Test
  void anyStretchHasTheLeastSquaresOfItsPoints() {
    var random = new Random(5);
    double[] times = new double[40];
    double[] values = new double[40];
    for (int i = 0; i < times.length; i++) {
      times[i] = FAR + 15 * i + random.nextInt(10);
      values[i] = FAR + 100 * i + 500 * random.nextGaussian();
    }
    var lines = new Lines(times, values);

    for (int from = 0; from < 30; from += 7) {
      for (int to = from + 3; to <= 40; to += 5) {
        var expected = new SimpleRegression();
        for (int i = from; i < to; i++) {
          expected.addData(times[i], values[i]);
        }
        assertThat(lines.slope(from, to)).isCloseTo(expected.getSlope(), near());
        assertThat(lines.xx(from, to)).isCloseTo(expected.getXSumSquares(), near());
        assertThat(lines.xy(from, to)).isCloseTo(expected.getSumOfCrossProducts(), near());
        assertThat(lines.aroundLine(from, to)).isCloseTo(expected.getSumSquaredErrors(), near());
        assertThat(lines.aroundMean(from, to)).isCloseTo(expected.getTotalSumSquares(), near());
      }
    }
  }

  /** The library's own sums lose some digits so far from 0. */
  private static Percentage near() {
    return withPercentage(0.01);
  }

  @Test
  void oneTimeHasNoSlopeAndIsAsFarFromTheLineAsFromTheMean() {
    var lines = new Lines(new double[] {7, 7, 7}, new double[] {1, 2, 3});

    assertThat(lines.slope(0, 3)).isZero();
    assertThat(lines.aroundLine(0, 3)).isEqualTo(lines.aroundMean(0, 3)).isEqualTo(2);
  }
}
