package dev.memorysystem.collector.pipeline;

import java.time.Duration;
import java.time.Instant;

/**
 * Times of receipt that never step back: when the collector's clock is set back, they go on from
 * where they were. Without it everything an agent says after that would seem to come from the
 * future, and be dated before what it said last.
 */
final class SteadyTime {
  private Instant last;
  private Duration ahead = Duration.ZERO;

  /**
   * @param last the latest known from an earlier run
   */
  SteadyTime(Instant last) {
    this.last = last;
  }

  Instant of(Instant receivedAt) {
    Instant steady = receivedAt.plus(ahead);
    if (steady.isBefore(last)) {
      ahead = Duration.between(receivedAt, last);
      steady = last;
    }
    last = steady;
    return steady;
  }
}
