package dev.memorysystem.analyzer.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a slope may be off, by the circular block bootstrap (Künsch 1989, Annals of Statistics
 * 17:1217-1241; Politis and Romano 1992): blocks of residuals are put together anew, so that what
 * makes neighbours alike stays, and the slope of each such series is how wrong one could have been.
 *
 * <p>A replicate's slope is least squares on residuals winsorised at three robust standard
 * deviations: it costs n where the median of pairwise slopes costs n², and varies as much at normal
 * noise (Sen 1968: relative efficiency 0.95). The order of the blocks comes from a generator seeded
 * by the data: the same series has the same interval.
 */
final class BlockBootstrap {
  /** Replicates: the 2.5 % quantile is the tenth smallest. */
  private static final int REPLICATES = 400;

  private static final double WINSORISED_AT = 3;

  /** Two-sided 5 % critical value of one lag's autocorrelation, times √n. */
  private static final double SIGNIFICANT_LAG = 1.96;

  private BlockBootstrap() {}

  /**
   * Errors of the slope, smallest first.
   *
   * @param times not falling, at least two of them different
   * @param residuals the values with the line taken out
   * @param sigma their robust standard deviation
   */
  static double[] slopeErrors(double[] times, double[] residuals, double sigma) {
    int n = times.length;
    double[] centred = winsorised(residuals, sigma);
    double[] weights = weights(times);
    int block = blockLength(centred);
    var random = new SplittableRandom(Arrays.hashCode(residuals));
    // residuals are smaller than the noise by the line's two parameters, blocks of them vary less
    double scale = Math.sqrt(n / (n - 2.0 - block));
    double[] errors = new double[REPLICATES];
    for (int r = 0; r < REPLICATES; r++) {
      double slope = 0;
      for (int i = 0; i < n; ) {
        int at = random.nextInt(n);
        for (int j = 0; j < block && i < n; j++, i++) {
          slope += weights[i] * centred[at];
          at = at + 1 == n ? 0 : at + 1;
        }
      }
      errors[r] = scale * slope;
    }
    double mean = Arrays.stream(errors).average().orElse(0);
    for (int r = 0; r < REPLICATES; r++) {
      errors[r] -= mean;
    }
    Arrays.sort(errors);
    return errors;
  }

  /** What each value adds to a least-squares slope. */
  private static double[] weights(double[] times) {
    double mean = Arrays.stream(times).average().orElse(0);
    double total = 0;
    double[] weights = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      weights[i] = times[i] - mean;
      total += weights[i] * weights[i];
    }
    for (int i = 0; i < times.length; i++) {
      weights[i] /= total;
    }
    return weights;
  }

  private static double[] winsorised(double[] residuals, double sigma) {
    double[] sorted = residuals.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double most = sigma > 0 ? WINSORISED_AT * sigma : Double.POSITIVE_INFINITY;
    double mean = 0;
    double[] found = new double[residuals.length];
    for (int i = 0; i < residuals.length; i++) {
      found[i] = Math.clamp(residuals[i] - median, -most, most);
      mean += found[i] / residuals.length;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] -= mean;
    }
    return found;
  }

  /**
   * Twice the lags that are alike, at least the cube root of n (Hall, Horowitz and Jing 1995,
   * Biometrika 82:561-574) and at most a quarter of the series.
   */
  static int blockLength(double[] centred) {
    int n = centred.length;
    int longest = Math.max(1, n / 4);
    double total = 0;
    for (double value : centred) {
      total += value * value;
    }
    int alike = 0;
    for (int lag = 1; lag <= longest && total > 0; lag++) {
      double together = 0;
      for (int i = 0; i + lag < n; i++) {
        together += centred[i] * centred[i + lag];
      }
      if (together / total < SIGNIFICANT_LAG / Math.sqrt(n)) {
        break;
      }
      alike = lag;
    }
    return Math.clamp(Math.max(2L * alike, (long) Math.ceil(Math.cbrt(n))), 1, longest);
  }
}
