package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;

/**
 * How sure the evidence makes one that a process leaks: the product of how likely each way to be
 * wrong is ruled out. The figures are chosen, so that what meets every threshold just passes 0.8;
 * they are not calibrated against a corpus yet.
 */
final class Confidence {
  /** That growth is no accident: a trend that holds under repeated looks, or for a single one. */
  private static final double PROVEN = 0.97;

  private static final double NOMINAL = 0.8;

  /** Old-generation cycles that halve the doubt that growth is garbage. */
  private static final double CYCLES = 2;

  /** The same where each floor is higher than all before: garbage would have come and gone. */
  private static final double CYCLES_ONLY_UP = 1;

  /** That it is a leak when no site is known, and the samples at a site that add the rest. */
  private static final double NO_SITE = 0.88;

  private static final double SAMPLES = 12;

  /**
   * That it is not a cache still filling, before it has used any memory; the rest is added when it
   * has used {@link #USED} of what was free, or lasted as long as {@link #LASTED}.
   */
  private static final double MAY_BE_FILLING = 0.5;

  /** Share of the memory free at the beginning whose use tells a leak from most caches. */
  private static final double USED = 0.35;

  /**
   * The same where the objects are computed for a map: most often a cache, though one without a
   * bound is a leak too.
   */
  private static final double USED_MEMOISED = 0.8;

  /** Seconds of steady growth that tell the same: a day has every load there is. */
  private static final double LASTED = 86_400;

  private Confidence() {}

  static double of(Observation seen, Growth growth, List<SiteSurvivors> culprits) {
    double samples = culprits.isEmpty() ? 0 : culprits.getFirst().samples();
    double real = growth.proven() ? PROVEN : NOMINAL;
    boolean up = seen.trend() != null && seen.onlyRises(seen.trend());
    double live = 1 - Math.pow(0.5, growth.oldCycles() / (up ? CYCLES_ONLY_UP : CYCLES));
    double sited = NO_SITE + (1 - NO_SITE) * Math.min(1, samples / SAMPLES);
    boolean memoised = !culprits.isEmpty() && culprits.getFirst().memoised();
    double used = growth.used(seen.scale()) / (memoised ? USED_MEMOISED : USED);
    double shown = Math.max(used, growth.seconds() / LASTED);
    double unbounded = MAY_BE_FILLING + (1 - MAY_BE_FILLING) * Math.min(1, shown);
    return Math.round(100 * real * live * sited * unbounded) / 100.0;
  }
}
