package dev.memorysystem.agent.export;

import java.util.function.DoubleSupplier;

/**
 * Waiting times between attempts: a random part ("full jitter"; Brooker, "Exponential Backoff And
 * Jitter", AWS 2015) of a bound that doubles at each failure, so that many agents do not return at
 * once.
 */
public final class Backoff {
  /** Milliseconds. */
  private static final long FIRST = 1_000;

  /** Milliseconds. */
  private static final long LONGEST = 60_000;

  /** Milliseconds; a collector may ask for more patience than we would have. */
  private static final long LONGEST_ASKED = 300_000;

  private final DoubleSupplier random;
  private final long first;
  private final long longest;
  private long bound;

  /**
   * @param random uniform in [0, 1)
   */
  Backoff(DoubleSupplier random) {
    this(random, FIRST);
  }

  /**
   * @param random uniform in [0, 1)
   * @param first milliseconds, the bound after one failure
   */
  Backoff(DoubleSupplier random, long first) {
    this(random, first, LONGEST);
  }

  /**
   * @param random uniform in [0, 1)
   * @param first milliseconds, the bound after one failure
   * @param longest milliseconds, the bound after many
   */
  public Backoff(DoubleSupplier random, long first, long longest) {
    this.longest = longest;
    this.random = random;
    this.first = first;
    this.bound = first;
  }

  /**
   * Milliseconds to wait after one more failure, positive; what the collector asked for (0 for
   * nothing) comes before the random part, for it asks all agents for the same.
   */
  public long afterFailure(long askedMillis) {
    long jitter = 1 + (long) (random.getAsDouble() * bound);
    bound = Math.min(longest, bound * 2);
    return Math.min(askedMillis, LONGEST_ASKED) + jitter;
  }

  public void afterSuccess() {
    bound = first;
  }
}
