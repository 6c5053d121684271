package dev.memorysystem.collector.pipeline;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time by which things are old: the clock's. After an outage, or where the clock jumped ahead,
 * it follows the clock from the last word of an earlier run, a few times as fast as time really
 * passes: what is old goes bit by bit, and a clock that is wrong is noticed before everything is
 * old.
 */
final class PruneTime {
  /** Times as fast as time passes; chosen: ten days away are made up for in three and a half. */
  private static final int CATCH_UP = 4;

  private final LongSupplier nanoTime;
  private Instant limit;
  private long at;

  /**
   * @param start when counting begins
   * @param nanoTime as {@link System#nanoTime()}
   */
  PruneTime(Instant start, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.limit = start;
    this.at = nanoTime.getAsLong();
  }

  Instant of(Instant clock) {
    long nanos = nanoTime.getAsLong();
    long passed = nanos - at;
    at = nanos;
    Instant steady = limit.plusNanos(passed);
    Instant fast = limit.plusNanos(CATCH_UP * passed);
    limit = clock.isAfter(fast) ? fast : clock.isAfter(steady) ? clock : steady;
    return clock.isBefore(limit) ? clock : limit;
  }
}
