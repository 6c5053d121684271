package dev.memorysystem.analyzer.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * A straight line through a series by the median of all pairwise slopes (Theil 1950, Sen 1968): up
 * to 29 % of the points may be outliers. Its interval comes from {@link MannKendall}, so it
 * excludes 0 exactly when that test sees a trend.
 */
public final class Trend {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Scales a median absolute deviation to the standard deviation of normal noise. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private final double[] sortedSlopes;
  private final double slope;
  private final double intercept;
  private final double noise;
  private final MannKendall test;
  private final int points;

  private Trend(
      double[] sortedSlopes,
      double slope,
      double intercept,
      double noise,
      MannKendall test,
      int points) {
    this.sortedSlopes = sortedSlopes;
    this.slope = slope;
    this.intercept = intercept;
    this.noise = noise;
    this.test = test;
    this.points = points;
  }

  /**
   * @param times in seconds, not falling, at least two of them different
   * @param values one for each time
   * @throws IllegalArgumentException if no slope can be drawn
   */
  public static Trend of(double[] times, double[] values) {
    double[] slopes = slopes(times, values);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("a trend needs two points at different times");
    }
    double slope = median(slopes);
    double[] residuals = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      residuals[i] = values[i] - slope * times[i];
    }
    double intercept = median(residuals);
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(residuals[i] - intercept);
    }
    return new Trend(
        slopes,
        slope,
        intercept,
        MAD_TO_SIGMA * median(deviations),
        MannKendall.of(values, residuals),
        values.length);
  }

  private static double[] slopes(double[] times, double[] values) {
    double[] slopes = new double[times.length * (times.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = i + 1; j < times.length; j++) {
        if (times[j] > times[i]) {
          slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
        }
      }
    }
    double[] found = Arrays.copyOf(slopes, count);
    Arrays.sort(found);
    return found;
  }

  private static double median(double[] values) {
    return new Median().evaluate(values);
  }

  /** Units of the values per second. */
  public double slope() {
    return slope;
  }

  /**
   * A quantile of the slope: what the slope is below with probability p, read from Sen's (1968)
   * order statistics. The interval of 95 % is {@code [slopeQuantile(0.025), slopeQuantile(0.975)]}.
   */
  public double slopeQuantile(double p) {
    double rank =
        (sortedSlopes.length + NORMAL.inverseCumulativeProbability(p) * Math.sqrt(test.variance()))
            / 2;
    int index = p < 0.5 ? (int) Math.floor(rank) - 1 : (int) Math.ceil(rank);
    return sortedSlopes[Math.clamp(index, 0, sortedSlopes.length - 1)];
  }

  /** The line's value at a time. */
  public double at(double time) {
    return intercept + slope * time;
  }

  /** Standard deviation of the values around the line, robustly. */
  public double noise() {
    return noise;
  }

  /** Standard score of the trend, autocorrelation allowed for. */
  public double z() {
    return test.z();
  }

  public int points() {
    return points;
  }
}
