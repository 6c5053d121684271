package dev.memorysystem.corpus;

import java.util.Collection;
import java.util.function.Predicate;
import org.hipparchus.stat.interval.BinomialProportion;

/**
 * So many of so many, with the 95 % interval of the proportion by Clopper and Pearson (1934, "The
 * use of confidence or fiducial limits", Biometrika 26:4), which never promises too much.
 */
record Share(int count, int of) {
  private static final double CONFIDENCE = 0.95;

  static <T> Share of(Collection<T> all, Predicate<T> such) {
    return new Share((int) all.stream().filter(such).count(), all.size());
  }

  double value() {
    return of == 0 ? Double.NaN : (double) count / of;
  }

  /** 0 when there are none. */
  double low() {
    return of == 0
        ? 0
        : BinomialProportion.getClopperPearsonInterval(of, count, CONFIDENCE).getLowerBound();
  }

  /** 1 when there are none. */
  double high() {
    return of == 0
        ? 1
        : BinomialProportion.getClopperPearsonInterval(of, count, CONFIDENCE).getUpperBound();
  }
}
