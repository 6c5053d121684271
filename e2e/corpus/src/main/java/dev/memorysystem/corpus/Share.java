package dev.memorysystem.corpus;

import java.util.Collection;
import java.util.function.Predicate;
import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * So many of so many, with the 95 % interval of the proportion by Clopper and Pearson (1934, "The
 * use of confidence or fiducial limits", Biometrika 26:4), which never promises too much.
 */
record Share(int count, int of) {
  private static final double TAIL = 0.025;

  static <T> Share of(Collection<T> all, Predicate<T> such) {
    return new Share((int) all.stream().filter(such).count(), all.size());
  }

  double value() {
    return of == 0 ? Double.NaN : (double) count / of;
  }

  /** 0 when there are none. */
  double low() {
    return count == 0 ? 0 : quantile(count, of - count + 1.0, TAIL);
  }

  /** 1 when there are none. */
  double high() {
    return count == of ? 1 : quantile(count + 1.0, (double) of - count, 1 - TAIL);
  }

  private static double quantile(double alpha, double beta, double probability) {
    return new BetaDistribution(alpha, beta).inverseCumulativeProbability(probability);
  }
}
