package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether the survivors of two sites were born at the same times, as those of one leak are: the
 * two-sample test of Kolmogorov and Smirnov. Two leaks that are both fed at an even rate look
 * together, too.
 */
public final class Together {
  /** Births without which nothing tells two sites apart. */
  private static final int SAMPLES = 6;

  /** Probability of births so unlike, if they came together, below which they do not. */
  private static final double APART = 0.01;

  private Together() {}

  /** Whether nothing tells them apart. */
  public static boolean grow(SiteSurvivors one, SiteSurvivors other) {
    return probability(one, other) >= APART;
  }

  /** Probability of births at least so unlike, if they came together; 1 when they are too few. */
  public static double probability(SiteSurvivors one, SiteSurvivors other) {
    double[] births = one.old().births();
    double[] others = other.old().births();
    return births.length < SAMPLES || others.length < SAMPLES
        ? 1
        : new KolmogorovSmirnovTest().kolmogorovSmirnovTest(births, others, false);
  }
}
