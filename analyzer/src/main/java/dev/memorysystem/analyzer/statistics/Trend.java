package dev.memorysystem.analyzer.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * A straight line through a series by the median of all pairwise slopes (Theil 1950, Sen 1968): up
 * to 29 % of the points may be outliers. Its interval is a {@link BlockBootstrap}'s; of few points,
 * whose residuals say little, Sen's (1968) order statistics of the slopes.
 */
public final class Trend {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Upper quartile of the standard normal distribution. */
  private static final double QUARTILE = 0.6745;

  /** Points from which residuals stand for the noise. */
  private static final int RESAMPLED = 30;

  private final double[] times;
  private final double[] slopes;
  private final double[] residuals;
  private final double slope;
  private final double intercept;
  private final double noise;
  private final MannKendall test;
  private double @Nullable [] errors;

  private Trend(
      double[] times,
      double[] slopes,
      double[] residuals,
      double slope,
      double intercept,
      double noise,
      MannKendall test) {
    this.times = times;
    this.slopes = slopes;
    this.residuals = residuals;
    this.slope = slope;
    this.intercept = intercept;
    this.noise = noise;
    this.test = test;
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
        times,
        slopes,
        residuals,
        slope,
        intercept,
        MedianDeviation.TO_SIGMA * median(deviations),
        MannKendall.of(values, residuals));
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
    return Arrays.copyOf(slopes, count);
  }

  private static double median(double[] values) {
    return new Median().evaluate(values);
  }

  /** Units of the values per second. */
  public double slope() {
    return slope;
  }

  /**
   * A quantile of the slope: what the slope is below with probability p. The interval of 95 % is
   * {@code [slopeQuantile(0.025), slopeQuantile(0.975)]}.
   */
  public double slopeQuantile(double p) {
    return times.length < RESAMPLED ? ordered(p) : slope + error(p);
  }

  private double ordered(double p) {
    double[] sorted = slopes.clone();
    Arrays.sort(sorted);
    double rank =
        (sorted.length + NORMAL.inverseCumulativeProbability(p) * Math.sqrt(test.variance())) / 2;
    int index = p < 0.5 ? (int) Math.floor(rank) - 1 : (int) Math.ceil(rank);
    return sorted[Math.clamp(index, 0, sorted.length - 1)];
  }

  private double error(double p) {
    if (errors == null) {
      errors = BlockBootstrap.slopeErrors(times, residuals, noise);
    }
    return errors[Math.clamp((int) Math.floor(p * errors.length), 0, errors.length - 1)];
  }

  /**
   * Standard error of the slope, from the half of the errors that lies in the middle: few tails
   * enter it.
   */
  public double slopeError() {
    return (slopeQuantile(0.75) - slopeQuantile(0.25)) / (2 * QUARTILE);
  }

  /** The line's value at a time. */
  public double at(double time) {
    return intercept + slope * time;
  }

  /** Standard deviation of the values around the line, robustly. */
  public double noise() {
    return noise;
  }

  /**
   * Whether each value is higher than all before: of n values in any order that has a chance of 1
   * in n!, so that looking again at every n from 5 on sees it with at most 1 %.
   */
  public boolean onlyRises() {
    return test.s() == times.length * (times.length - 1L) / 2;
  }

  /** Standard score of the trend, autocorrelation allowed for. */
  public double z() {
    return test.z();
  }

  public int points() {
    return times.length;
  }
}
