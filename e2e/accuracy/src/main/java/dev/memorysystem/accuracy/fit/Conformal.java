package dev.memorysystem.accuracy.fit;

import static java.util.Comparator.comparingDouble;

import java.util.List;

/**
 * Quantiles of past errors as those of the next one: split conformal prediction with errors divided
 * by how large they were expected to be (Papadopoulos, Gammerman and Vovk 2008; Lei et al. 2018,
 * JASA 113:1094-1111). Whatever the errors' distribution, the next one is within with that
 * probability if it comes as they did.
 */
public final class Conformal {
  private Conformal() {}

  /**
   * The value that an error is below with a probability.
   *
   * @param errors at least one
   */
  public static double quantile(List<Weighted> errors, double probability) {
    List<Weighted> sorted = errors.stream().sorted(comparingDouble(Weighted::error)).toList();
    double left = probability * sorted.stream().mapToDouble(Weighted::weight).sum();
    for (Weighted each : sorted) {
      left -= each.weight();
      if (left <= 0) {
        return each.error();
      }
    }
    return sorted.getLast().error();
  }

  /** An error, and how much it counts. */
  public record Weighted(double error, double weight) {}
}
