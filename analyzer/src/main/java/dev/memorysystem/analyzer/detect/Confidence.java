package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;

/**
 * The probability that something that grows leaks: the logistic of a weighted sum of its {@link
 * Signs}, no weight below 0. So it is surer the more of a sign there is, and findings can be put in
 * order by it.
 *
 * <p>The weights are fitted to the 766 findings of the heap and 205 beside it of 2,112 generated
 * cases that the published figures are not taken of ({@code e2e/accuracy/run --fit} prints them),
 * and hold for that mixture of leaks and of what only looks like one.
 */
final class Confidence {
  /** Of the heap: the intercept, then one a sign. */
  private static final double[] HEAP = {-2.40, 1.05, 0.59, 2.30, 0.69, 1.02, 0.45, 0.83, 2.07};

  /** The same of what is beside it, where nothing is sampled. */
  private static final double[] BESIDE = {-4.85, 1.51, 1.40, 0.47, 4.14, 1.29, 1.90, 0, 0};

  /** Told to so many places: what differs by less is as sure. */
  private static final double PLACES = 1e4;

  /** Nothing is surer, on either side. */
  private static final double SUREST = 0.9999;

  private Confidence() {}

  static double of(Observation seen, Growth growth, List<SiteSurvivors> culprits) {
    return Signs.of(seen, growth, culprits)
        .map(signs -> of(seen.subject(), signs.degrees()))
        .orElse(0.0);
  }

  static double of(Subject subject, double[] degrees) {
    double[] weights = subject == Subject.HEAP ? HEAP : BESIDE;
    double odds = weights[0];
    for (int i = 0; i < degrees.length; i++) {
      odds += weights[i + 1] * degrees[i];
    }
    return told(1 / (1 + Math.exp(-odds)));
  }

  /** A probability as it is told. */
  static double told(double probability) {
    return Math.rint(PLACES * Math.clamp(probability, 1 - SUREST, SUREST)) / PLACES;
  }
}
