package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;

/**
 * How sure the evidence makes one that a process leaks: independent pieces joined as {@code 1 - Π(1
 * - piece)}. The weights are chosen so that no piece alone passes 0.8; they are not calibrated
 * against a corpus yet.
 */
final class Confidence {
  /** A trend that holds under repeated looks. */
  private static final double PROVEN_GROWTH = 0.6;

  /** A trend that holds for a single look. */
  private static final double NOMINAL_GROWTH = 0.4;

  /** Old-generation cycles that count in full, and their weight. */
  private static final double CYCLES = 10;

  private static final double CYCLES_WEIGHT = 0.3;

  /** Samples at the culprit's site that count in full, and their weight. */
  private static final double SAMPLES = 30;

  private static final double SAMPLES_WEIGHT = 0.6;

  /** Share of the limit that has been used up by growth to count in full, and its weight. */
  private static final double USED = 0.4;

  private static final double USED_WEIGHT = 0.5;

  private Confidence() {}

  static double of(Observation seen, Growth growth, List<SiteSurvivors> culprits) {
    double samples = culprits.isEmpty() ? 0 : culprits.getFirst().samples();
    double grown = seen.scale() <= 0 ? 0 : (growth.last() - growth.first()) / seen.scale();
    double doubt =
        (1 - (growth.proven() ? PROVEN_GROWTH : NOMINAL_GROWTH))
            * (1 - CYCLES_WEIGHT * part(growth.oldCycles() / CYCLES))
            * (1 - SAMPLES_WEIGHT * part(samples / SAMPLES))
            * (1 - USED_WEIGHT * part(grown / USED));
    return Math.round(100 * (1 - doubt)) / 100.0;
  }

  private static double part(double share) {
    return Math.clamp(share, 0, 1);
  }
}
