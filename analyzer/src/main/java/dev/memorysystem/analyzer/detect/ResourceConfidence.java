package dev.memorysystem.analyzer.detect;

/**
 * How sure the growth of a resource beside the heap makes one that it leaks, as {@link Confidence}
 * does for the heap. Chosen, not calibrated.
 */
final class ResourceConfidence {
  /** That growth is no accident: a trend that holds under repeated looks, or for a single one. */
  private static final double PROVEN = 0.97;

  private static final double NOMINAL = 0.8;

  /** Old-generation cycles that halve the doubt that garbage holds it. */
  private static final double CYCLES = 2;

  /** That garbage does not hold it, when it has used that share of what was free without cycles. */
  private static final double NOT_GARBAGE = 0.9;

  private static final double USED_WITHOUT_CYCLES = 0.4;

  /** That it is no pool still filling, before it has used anything; the rest comes with use. */
  private static final double MAY_BE_FILLING = 0.5;

  /** Share of what was free at the beginning whose use tells a leak from most pools. */
  private static final double USED = 0.25;

  /** Threads that are more than most pools have: Tomcat's has 200 at most, most have far fewer. */
  private static final double THREADS = 128;

  /** Seconds of steady growth that tell the same: a day has every load there is. */
  private static final double LASTED = 86_400;

  private ResourceConfidence() {}

  static double of(Observation seen, Growth growth) {
    double real = growth.proven() ? PROVEN : NOMINAL;
    double used = growth.used(seen.scale());
    double unbounded =
        MAY_BE_FILLING
            + (1 - MAY_BE_FILLING)
                * Math.min(1, Math.max(shown(seen, growth, used), growth.seconds() / LASTED));
    return Math.round(100 * real * notGarbage(seen, used) * unbounded) / 100.0;
  }

  private static double notGarbage(Observation seen, double used) {
    if (seen.subject() == Subject.THREADS) {
      return 1;
    }
    return Math.max(
        1 - Math.pow(0.5, seen.oldCycles() / CYCLES),
        NOT_GARBAGE * Math.min(1, used / USED_WITHOUT_CYCLES));
  }

  private static double shown(Observation seen, Growth growth, double used) {
    double grown = growth.last() - growth.first();
    return switch (seen.subject()) {
      case THREADS -> Math.max(grown / THREADS, used / USED);
      // after warm-up an application does not load as many classes again
      case METASPACE -> Math.max(grown / Math.max(1, growth.first()), used / USED);
      default -> used / USED;
    };
  }
}
