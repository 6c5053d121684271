package dev.memorysystem.collector.read;

import dev.memorysystem.collector.limit.TokenBucket;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What one namespace or reader has used of its {@link ReadLimits}. */
public final class ReadQuota {
  /**
   * Requests whose answers are made, or made and not written to the connection yet: half of the
   * threads that answer.
   */
  static final int MAX_AT_ONCE = 4;

  /** Requests that wait for those: two dashboards of twenty panels, {@link ReadLimits}, at once. */
  static final int MAX_WAITING = 36;

  /** Seconds after which a stream or an answer may have ended; chosen. */
  private static final double LATER = 5;

  private final String name;
  private final ReadLimits limits;
  private final Readers readers;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final TokenBucket requests;
  private final TokenBucket rows;
  private final Queue<Reading> waiting = new ArrayDeque<>();
  private int answering;
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
      return answering == 0
          && waiting.isEmpty()
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

  /** Gives a place that is free to who has waited longest. */
  private Optional<Reading> next() {
    Reading next = answering < MAX_AT_ONCE ? waiting.poll() : null;
    if (next != null) {
      answering++;
      next.state = State.ANSWERING;
    }
    return Optional.ofNullable(next);
  }

  private enum State {
    NEW,
    WAITING,
    ANSWERING,
    STREAM,
    ENDED
  }

  /** One request, from its admission to the end of its answer. */
  public final class Reading {
    private State state = State.NEW;
    private Runnable answer = () -> {};

    private Reading() {}

    /**
     * Has the request answered: now, or as soon as others of the same reader are.
     *
     * @param answer called once, by whichever thread ends the answer before it; never when the
     *     request has ended meanwhile
     */
    public void answer(Runnable answer) throws OverLimit {
      lock.lock();
      try {
        if (state != State.NEW) {
          throw new IllegalStateException("a request is answered once");
        }
        if (answering >= MAX_AT_ONCE) {
          if (waiting.size() >= MAX_WAITING) {
            throw over(
                OverLimit.Limit.UNFINISHED,
                "%d answers to %s are not read to their end, and %d requests wait for that"
                    .formatted(answering, name, waiting.size()),
                LATER);
          }
          state = State.WAITING;
          this.answer = answer;
          waiting.add(this);
          return;
        }
        state = State.ANSWERING;
        answering++;
      } finally {
        lock.unlock();
      }
      answer.run();
    }

    /** The answer goes on and on. */
    public void stream() throws OverLimit {
      Optional<Reading> next;
      lock.lock();
      try {
        if (state != State.ANSWERING) {
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
        state = State.STREAM;
        streams++;
        answering--;
        next = next();
      } finally {
        lock.unlock();
      }
      next.ifPresent(reading -> reading.answer.run());
    }

    public boolean isStream() {
      lock.lock();
      try {
        return state == State.STREAM;
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
      Optional<Reading> next;
      lock.lock();
      try {
        switch (state) {
          case NEW, ENDED -> {}
          case WAITING -> waiting.remove(this);
          case ANSWERING -> answering--;
          case STREAM -> {
            streams--;
            readers.giveStream();
          }
        }
        state = State.ENDED;
        next = next();
      } finally {
        lock.unlock();
      }
      next.ifPresent(reading -> reading.answer.run());
    }
  }
}
