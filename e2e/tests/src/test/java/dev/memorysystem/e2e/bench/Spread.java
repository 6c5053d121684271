package dev.memorysystem.e2e.bench;

import java.util.Collection;
import java.util.List;

/** Minimum, median and maximum of some runs. */
record Spread(double min, double median, double max) {
  static Spread of(Collection<Double> runs) {
    return new Spread(quantile(runs, 0), quantile(runs, 0.5), quantile(runs, 1));
  }

  /** The smallest figure that at least {@code q} of all do not exceed (nearest rank). */
  static double quantile(Collection<Double> figures, double q) {
    List<Double> sorted = figures.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(q * sorted.size()) - 1));
  }

  List<Double> figures() {
    return List.of(rounded(min), rounded(median), rounded(max));
  }

  private static double rounded(double figure) {
    return Math.round(figure * 100) / 100.0;
  }
}
