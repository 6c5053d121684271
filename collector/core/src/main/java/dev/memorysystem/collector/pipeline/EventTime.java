package dev.memorysystem.collector.pipeline;

import java.time.Duration;
import java.time.Instant;

/** When something was observed, from what a record says of it. */
final class EventTime {
  /** A sender's clock may be ahead by this much; beyond it the time of receipt is believed. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private static final long NANOS = 1_000_000_000L;

  private EventTime() {}

  /**
   * @param nanos observer's time, nanoseconds since the epoch; 0 when not said
   * @param otherwise another time to take when {@code nanos} is 0; 0 when not said either
   */
  static Instant of(long nanos, long otherwise, Instant receivedAt) {
    long said = nanos != 0 ? nanos : otherwise;
    if (said == 0) {
      return receivedAt;
    }
    Instant at =
        Instant.ofEpochSecond(
            Long.divideUnsigned(said, NANOS), Long.remainderUnsigned(said, NANOS));
    return at.isAfter(receivedAt.plus(MAX_AHEAD)) ? receivedAt : at;
  }
}
