package dev.memorysystem.collector.pipeline;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time by which things are old: the clock's, but never further on than the time that has really
 * passed since the last word of an earlier run. Otherwise a clock that jumps ahead would make
 * everything old at once.
 */
final class PruneTime {
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
    limit = limit.plusNanos(nanos - at);
    at = nanos;
    return clock.isBefore(limit) ? clock : limit;
  }
}
