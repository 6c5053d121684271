package dev.memorysystem.agent.export;

import java.util.Random;

/**
 * Waiting times between attempts: doubled at each failure, with "equal jitter" (half fixed, half
 * random; Brooker, "Exponential Backoff And Jitter", AWS 2015), so that many agents do not return
 * at once.
 */
final class Backoff {
  /** Milliseconds. */
  private static final long FIRST = 1_000;

  /** Milliseconds. */
  private static final long LONGEST = 60_000;

  /** Milliseconds; a collector may ask for more patience than we would have. */
  private static final long LONGEST_ASKED = 300_000;

  private final Random random;
  private long next = FIRST;

  Backoff(Random random) {
    this.random = random;
  }

  /** Milliseconds to wait after one more failure, at least what the collector asked for. */
  long afterFailure(long askedMillis) {
    long half = next / 2;
    long wait = half + (long) (random.nextDouble() * half);
    next = Math.min(LONGEST, next * 2);
    return Math.max(wait, Math.min(askedMillis, LONGEST_ASKED));
  }

  void afterSuccess() {
    next = FIRST;
  }
}
