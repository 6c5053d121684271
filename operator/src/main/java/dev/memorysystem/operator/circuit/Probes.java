package dev.memorysystem.operator.circuit;

import java.time.Duration;
import java.time.Instant;

/** When an open circuit lets one pod through, to try: ever more seldom. Not thread-safe. */
final class Probes {
  /** Until the first one; each that follows waits twice as long. */
  static final Duration FIRST_HOLD = Duration.ofMinutes(1);

  static final Duration LONGEST_HOLD = Duration.ofMinutes(30);

  private Instant next = Instant.MAX;
  private Duration hold = FIRST_HOLD;

  void opened(Instant now) {
    next = now.plus(hold);
  }

  /** All is well: the next time starts with the first hold again. */
  void closed() {
    hold = FIRST_HOLD;
  }

  /** Whether a pod is let through now; the next one waits. */
  boolean take(Instant now) {
    if (now.isBefore(next)) {
      return false;
    }
    Duration twice = hold.multipliedBy(2);
    hold = twice.compareTo(LONGEST_HOLD) < 0 ? twice : LONGEST_HOLD;
    next = now.plus(hold);
    return true;
  }
}
