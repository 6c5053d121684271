package dev.memorysystem.analyzer.statistics;

import java.util.Arrays;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * The Mann-Kendall trend test (Mann 1945, Kendall 1975) with the variance corrected for
 * autocorrelation by Hamed and Rao (1998, J. Hydrology 204:182-196).
 *
 * <p>The correction only ever widens: residuals that alternate would narrow the interval, and a
 * live-set floor alternates for reasons of the collector's own.
 *
 * @param s Kendall's S: pairs that rise less pairs that fall
 * @param variance of S when there is no trend, autocorrelation included
 */
public record MannKendall(long s, double variance) {
  /** Two-sided 5 % critical value for one lag's autocorrelation (Hamed and Rao 1998). */
  private static final double SIGNIFICANT_LAG = 1.96;

  /**
   * @param values in order of time
   * @param residuals the same values with the trend taken out, whose autocorrelation counts
   */
  public static MannKendall of(double[] values, double[] residuals) {
    long s = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        s += (long) Math.signum(values[j] - values[i]);
      }
    }
    return new MannKendall(s, varianceWithoutTrend(values) * inflation(residuals));
  }

  /** Standard score of S with the usual continuity correction; 0 when S can not vary. */
  public double z() {
    return variance <= 0 || s == 0 ? 0 : (s - Math.signum(s)) / Math.sqrt(variance);
  }

  /**
   * Variance of S for independent values: n(n-1)(2n+5)/18 less the same over each group of ties.
   */
  private static double varianceWithoutTrend(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double variance = independent(values.length);
    for (int from = 0, to; from < sorted.length; from = to) {
      for (to = from + 1; to < sorted.length && sorted[to] == sorted[from]; ) {
        to++;
      }
      variance -= independent(to - from);
    }
    return variance;
  }

  private static double independent(int n) {
    return n * (n - 1.0) * (2.0 * n + 5) / 18;
  }

  /** Hamed and Rao's n/n*: how much autocorrelated ranks inflate the variance; at least 1. */
  private static double inflation(double[] residuals) {
    int n = residuals.length;
    if (n < 4) {
      return 1;
    }
    double[] ranks = new NaturalRanking().rank(residuals);
    double mean = (n + 1) / 2.0;
    double total = 0;
    for (double rank : ranks) {
      total += (rank - mean) * (rank - mean);
    }
    if (total == 0) {
      return 1;
    }
    double sum = 0;
    for (int lag = 1; lag <= n - 3; lag++) {
      double together = 0;
      for (int i = 0; i + lag < n; i++) {
        together += (ranks[i] - mean) * (ranks[i + lag] - mean);
      }
      double correlation = together / total;
      if (Math.abs(correlation) > SIGNIFICANT_LAG / Math.sqrt(n)) {
        sum += (n - lag) * (n - lag - 1.0) * (n - lag - 2.0) * correlation;
      }
    }
    return Math.max(1, 1 + 2 / (n * (n - 1.0) * (n - 2.0)) * sum);
  }
}
