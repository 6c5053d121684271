package dev.memorysystem.accuracy.compare;

import java.util.Arrays;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;

/**
 * Page's (1954) one-sided cumulative sum against the process's own first fifth, with the usual
 * reference value of half a standard deviation (Montgomery, Introduction to Statistical Quality
 * Control). The score is the largest sum, in standard deviations; 5 is the usual decision interval.
 */
public final class Cusum implements Rule {
  static final double REFERENCE = 0.5;

  private static final double BASELINE = 0.2;
  private static final int POINTS = 10;

  @Override
  public String name() {
    return "CUSUM";
  }

  @Override
  public double score(Track seen) {
    if (seen.size() < POINTS) {
      return 0;
    }
    int first = Math.max(POINTS / 2, (int) (BASELINE * seen.size()));
    double[] baseline = Arrays.copyOf(seen.values(), first);
    double mean = new Mean().evaluate(baseline);
    double deviation = new StandardDeviation().evaluate(baseline);
    // pages are the grain of memory: less than one is no deviation
    return largest(
        Arrays.copyOfRange(seen.values(), first, seen.size()), mean, Math.max(4096, deviation));
  }

  /** The largest cumulative sum over values, in standard deviations. */
  static double largest(double[] values, double mean, double deviation) {
    double sum = 0;
    double largest = 0;
    for (double value : values) {
      sum = Math.max(0, sum + (value - mean) / deviation - REFERENCE);
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}
