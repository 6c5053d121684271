package dev.memorysystem.accuracy.compare;

import java.util.Arrays;

/**
 * The Mann-Kendall trend test (Mann 1945, Kendall 1975), corrected for ties, as Machida et al.
 * (2013) examined it for leaks: the score is its standard score.
 */
public final class MannKendall implements Rule {
  private static final int POINTS = 10;

  @Override
  public String name() {
    return "Mann-Kendall";
  }

  @Override
  public double score(Track seen) {
    return seen.size() < POINTS ? 0 : Math.max(0, z(seen.values()));
  }

  /** Pairs that rise less pairs that fall. */
  static long s(double[] values) {
    long s = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
      }
    }
    return s;
  }

  /** Variance of S without a trend: n(n-1)(2n+5)/18, less the same for each group of ties. */
  static double variance(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double variance = independent(values.length);
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      variance -= independent(to - from);
      from = to;
    }
    return variance;
  }

  private static double independent(int n) {
    return n * (n - 1.0) * (2.0 * n + 5) / 18;
  }

  static double z(double[] values) {
    long s = s(values);
    double variance = variance(values);
    return s == 0 || variance <= 0 ? 0 : (s - Long.signum(s)) / Math.sqrt(variance);
  }
}
