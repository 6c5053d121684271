package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;

/**
 * The probability that something that grows leaks: the logistic of a weighted sum of its {@link
 * Signs}, no weight below 0. So it is surer the more of a sign there is, and findings can be put in
 * order by it.
 *
 * <p>The weights are fitted to the 784 findings of the heap and 205 beside it of 2,112 generated
 * cases that the published figures are not taken of ({@code e2e/accuracy/run --fit} prints them),
 * and hold for that mixture of leaks and of what only looks like one.
 */
final class Confidence {
  /**
   * The weight of no array being seen that may be filling. Chosen: fitted it is 7, for no generated
   * leak is in an array, but a table of chains may be one.
   */
  private static final double UNBOUND = 4;

  /** Of the heap: the intercept, then one a sign. */
  private static final double[] HEAP = {
    -3.77 - UNBOUND, 0.21, 3.78, 1.98, 0.12, 1.09, 2.57, 0.13, 3.06, UNBOUND, 2.26
  };

  /** The same of what is beside it, where nothing is sampled. */
  private static final double[] BESIDE = {-8.65, 1.90, 2.10, 0.73, 6.74, 2.06, 2.67, 0, 0, 0, 0};

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
