package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.statistics.Trend;
import org.jspecify.annotations.Nullable;

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

  /**
   * The same of native memory: no pool of the runtime's is there, and a collector runs before
   * garbage has taken so much of it. Chosen; arenas that grow are told by their shape.
   */
  private static final double SHARE_UNSURE_NATIVE = 0.125;

  /** Threads: more than the pools of two libraries, at their usual size of a dozen. */
  static final double THREADS = 24;

  /** Threads that few pools have: Tomcat's default is 200. Fewer may be a pool that still fills. */
  private static final double THREADS_OF_A_POOL = 200;

  /** Seconds that a pool may take to fill. Chosen. */
  private static final long POOL_FILLS = 300;

  /** Seconds after which {@link #THREADS} are enough: half a day has most loads there are. */
  private static final double POOL_FILLED = 43_200;

  /** Share of what was free that growth has used to be confirmed. Chosen. */
  private static final double CONFIRMED = 0.25;

  /** How many times as many threads as for a suspicion, where that is less. Chosen. */
  private static final double THREADS_CONFIRMED = 1.5;

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

  /** What is still missing to confirm a leak; null when nothing is. */
  static @Nullable String unconfirmed(Observation seen) {
    Growth growth = seen.growth();
    double used = growth == null ? 0 : growth.used(seen.scale());
    double grown = growth == null ? 0 : (double) growth.last() - growth.first();
    boolean many = seen.subject() == Subject.THREADS && grown >= THREADS_CONFIRMED * wanted(seen);
    return used >= CONFIRMED || many
        ? null
        : "it may be filling, at %s of what was free; confirmed from %s"
            .formatted(Words.percent(used), Words.percent(CONFIRMED));
  }

  private static double wanted(Observation seen) {
    if (seen.subject() == Subject.THREADS) {
      return threads(seen.watched());
    }
    boolean kept = seen.kept() >= SHARE_OVER_FEW_CYCLES * seen.scale();
    boolean sure = kept || seen.oldCycles() >= EnoughObservation.OLD_CYCLES;
    if (!sure || mayBeFilling(seen)) {
      return seen.subject() == Subject.NATIVE
          ? SHARE_UNSURE_NATIVE * (seen.scale() - first(seen))
          : SHARE_UNSURE * seen.scale();
    }
    return (seen.acrossCycles() ? SHARE : SHARE_OVER_FEW_CYCLES) * seen.scale();
  }

  private static double first(Observation seen) {
    return seen.oldFloors().isEmpty() ? 0 : seen.oldFloors().getFirst().bytes();
  }

  /** Early, pools fill; what was loaded in a warm-up is not loaded as much again. */
  private static boolean mayBeFilling(Observation seen) {
    Growth growth = seen.growth();
    boolean doubled =
        seen.subject() == Subject.METASPACE
            && growth != null
            && growth.last() >= 2 * growth.first();
    return seen.watched() < POOL_FILLS && !doubled;
  }

  /** Threads more than any pool has that fills for so long: a power of the time. */
  private static double threads(long seconds) {
    double exponent = Math.log(THREADS_OF_A_POOL / THREADS) / Math.log(POOL_FILLED / POOL_FILLS);
    double since = Math.clamp(seconds, POOL_FILLS, POOL_FILLED);
    return THREADS_OF_A_POOL * Math.pow(POOL_FILLS / since, exponent);
  }
}
