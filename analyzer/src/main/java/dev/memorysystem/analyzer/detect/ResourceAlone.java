package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.statistics.Trend;

/**
 * Nothing but its level is known of a resource beside the heap. That is enough when the trend holds
 * under repeated looks, and the growth is more than a pool or a cache of such things takes.
 */
final class ResourceAlone implements Rule {
  /** Share of the limit that the growth has used, garbage excluded by old-generation cycles. */
  private static final double SHARE = 0.05;

  /** The same where few cycles ran meanwhile, so that not every level is one after a cycle. */
  private static final double SHARE_OVER_FEW_CYCLES = 0.1;

  /** The same where fewer ran, and garbage may hold it, or where a pool may still be filling. */
  private static final double SHARE_UNSURE = 0.25;

  /** Threads: more than the pools of two libraries, at their usual size of a dozen. */
  static final double THREADS = 24;

  /** Threads that few pools have: Tomcat's default is 200. Fewer may be a pool that still fills. */
  private static final double THREADS_OF_A_POOL = 200;

  /** Seconds that a pool may take to fill. Chosen. */
  private static final long POOL_FILLS = 300;

  @Override
  public String name() {
    return "growth alone";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend trend = seen.trend();
    double grown = trend == null ? 0 : trend.slope() * seen.span() - seen.doubt();
    double wanted = wanted(seen);
    boolean proven = trend != null && seen.proven(trend);
    String measured =
        "%s of growth over %d %s, across %d old-generation cycles"
            .formatted(
                seen.subject().amount(Math.max(0, grown)),
                seen.oldFloors().size(),
                seen.subject().points(),
                seen.oldCycles());
    return proven && grown >= wanted
        ? new Answer.Leak("%s is enough by itself.".formatted(measured))
        : new Answer.CannotSay(
            "%s grows, but a pool that is still filling, or garbage not collected yet, looks the same: %s; a trend that holds under repeated looks and %s are needed."
                .formatted(seen.subject().start(), measured, seen.subject().amount(wanted)));
  }

  static double wanted(Observation seen) {
    if (seen.subject() == Subject.THREADS) {
      return seen.watched() < POOL_FILLS ? THREADS_OF_A_POOL : THREADS;
    }
    if (seen.watched() < POOL_FILLS || seen.oldCycles() < EnoughObservation.OLD_CYCLES) {
      return SHARE_UNSURE * seen.scale();
    }
    return (seen.acrossCycles() ? SHARE : SHARE_OVER_FEW_CYCLES) * seen.scale();
  }
}
