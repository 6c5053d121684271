package dev.memorysystem.collector.read;

import dev.memorysystem.collector.limit.TokenBucket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What one namespace or reader has used of its {@link ReadLimits}. */
public final class ReadQuota {
  /** Requests that are not answered to the end: half of the threads that answer. */
  static final int MAX_UNFINISHED = 4;

  /** Seconds after which a stream or an answer may have ended; chosen. */
  private static final double LATER = 5;

  private final String name;
  private final ReadLimits limits;
  private final Readers readers;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final TokenBucket requests;
  private final TokenBucket rows;
  private int unfinished;
  private int streams;

  ReadQuota(String name, ReadLimits limits, Readers readers, LongSupplier nanoTime) {
    this.name = name;
    this.limits = limits;
    this.readers = readers;
    this.nanoTime = nanoTime;
    this.requests = new TokenBucket(limits.requestsPerSecond(), nanoTime.getAsLong());
    this.rows = new TokenBucket(limits.rowsPerSecond(), nanoTime.getAsLong());
  }

  Reading begin() throws OverLimit {
    lock.lock();
    try {
      double wait = requests.secondsUntilMore(nanoTime.getAsLong());
      if (wait > 0) {
        throw over(
            OverLimit.Limit.REQUESTS,
            "%s reads more than %.0f times a second".formatted(name, limits.requestsPerSecond()),
            wait);
      }
      requests.take(1);
      if (unfinished >= MAX_UNFINISHED) {
        throw over(
            OverLimit.Limit.UNFINISHED,
            "%d answers to %s are not read to their end".formatted(unfinished, name),
            LATER);
      }
      unfinished++;
      return new Reading();
    } finally {
      lock.unlock();
    }
  }

  /** Whether forgetting it would make no difference. */
  boolean isIdle() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return unfinished == 0
          && streams == 0
          && requests.secondsUntilMore(now) == 0
          && rows.secondsUntilMore(now) == 0;
    } finally {
      lock.unlock();
    }
  }

  private OverLimit over(OverLimit.Limit limit, String why, double seconds) {
    return readers.counted(new OverLimit(limit, why, seconds));
  }

  /** One request, from its admission to the end of its answer. */
  public final class Reading {
    private boolean stream;
    private boolean ended;

    private Reading() {}

    /** The answer goes on and on. */
    public void stream() throws OverLimit {
      lock.lock();
      try {
        if (ended || stream) {
          return;
        }
        if (streams >= limits.streams()) {
          throw over(
              OverLimit.Limit.STREAMS, "%d streams of %s are open".formatted(streams, name), LATER);
        }
        if (!readers.takeStream()) {
          throw over(
              OverLimit.Limit.STREAMS,
              "%d streams of all readers are open".formatted(Readers.MAX_STREAMS),
              LATER);
        }
        stream = true;
        streams++;
        unfinished--;
      } finally {
        lock.unlock();
      }
    }

    public boolean isStream() {
      lock.lock();
      try {
        return stream;
      } finally {
        lock.unlock();
      }
    }

    /** Series are asked for. */
    public void query() throws OverLimit {
      lock.lock();
      try {
        double wait = rows.secondsUntilMore(nanoTime.getAsLong());
        if (wait > 0) {
          throw over(
              OverLimit.Limit.ROWS,
              "%s has series of more than %.0f minutes and processes a second looked through"
                  .formatted(name, limits.rowsPerSecond()),
              wait);
        }
      } finally {
        lock.unlock();
      }
    }

    /** So many rows were looked through. */
    public void looked(int count) {
      lock.lock();
      try {
        rows.take(count);
      } finally {
        lock.unlock();
      }
    }

    /** The answer has ended, whichever way. */
    public void end() {
      lock.lock();
      try {
        if (ended) {
          return;
        }
        ended = true;
        if (stream) {
          streams--;
          readers.giveStream();
        } else {
          unfinished--;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
