package dev.memorysystem.analyzer.statistics;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * What is known of a share after seeing so many of so many, nothing being known before: Laplace's
 * rule of succession, Beta(hits + 1, misses + 1).
 *
 * @param hits seen
 * @param trials of so many
 */
public record BetaPosterior(int hits, int trials) {
  /** (hits + 1) / (trials + 2). */
  public double mean() {
    return (hits + 1.0) / (trials + 2.0);
  }

  /** What the share is below with a probability. */
  public double quantile(double probability) {
    return new BetaDistribution(hits + 1.0, trials - hits + 1.0)
        .inverseCumulativeProbability(probability);
  }
}
