package dev.memorysystem.accuracy.score;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;

/** A figure over several seeds. */
public record Range(double min, double median, double max) {
  /**
   * @param values not empty; those that could not be told (NaN) are left out
   */
  static Range of(Collection<Double> values) {
    double[] known = values.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).toArray();
    Arrays.sort(known);
    return known.length == 0
        ? new Range(Double.NaN, Double.NaN, Double.NaN)
        : new Range(known[0], median(known), known[known.length - 1]);
  }

  /** NaN when empty. */
  static double median(double[] values) {
    return values.length == 0 ? Double.NaN : new Median().evaluate(values);
  }

  List<Double> list() {
    return List.of(rounded(min), rounded(median), rounded(max));
  }

  private static double rounded(double value) {
    return Math.rint(1e4 * value) / 1e4;
  }
}
