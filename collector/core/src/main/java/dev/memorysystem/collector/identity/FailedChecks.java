package dev.memorysystem.collector.identity;

import dev.memorysystem.collector.limit.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many tokens may turn out to be bad, by where they come from. A check that fails takes from
 * its source's share; when that is used up, tokens from there wait. Bounded: of many sources, those
 * that failed longest ago are forgotten.
 */
final class FailedChecks {
  private static final int MAX_SOURCES = 10_000;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, TokenBucket> sources =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  /**
   * @param perSecond sustained; ten seconds' worth may come at once
   * @param nanoTime as {@link System#nanoTime()}
   */
  FailedChecks(double perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Seconds until another token of the source may be looked at: 0 when at once. */
  double secondsUntilMore(String source) {
    lock.lock();
    try {
      TokenBucket share = sources.get(source);
      return share == null ? 0 : share.secondsUntilMore(nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  void failed(String source) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      TokenBucket share = sources.computeIfAbsent(source, s -> new TokenBucket(perSecond, now));
      share.secondsUntilMore(now);
      share.take(1);
    } finally {
      lock.unlock();
    }
  }
}
