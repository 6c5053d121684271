package dev.memorysystem.collector.limit;

/**
 * A rate with room for bursts. It may be overdrawn: what comes next then waits until it is paid
 * back. Guarded by its owner.
 */
public final class TokenBucket {
  /** Seconds of the rate that may come at once. */
  private static final double BURST_SECONDS = 10;

  private static final double NANOS = 1e9;

  private final double perSecond;
  private double left;
  private long at;

  /**
   * @param now nanoseconds, as {@link System#nanoTime}
   */
  public TokenBucket(double perSecond, long now) {
    this.perSecond = perSecond;
    this.left = perSecond * BURST_SECONDS;
    this.at = now;
  }

  /** Seconds until something may be taken: 0 when at once. */
  public double secondsUntilMore(long now) {
    left = Math.min(perSecond * BURST_SECONDS, left + (now - at) / NANOS * perSecond);
    at = now;
    return left > 0 ? 0 : (1 - left) / perSecond;
  }

  public void take(double amount) {
    left -= amount;
  }
}
