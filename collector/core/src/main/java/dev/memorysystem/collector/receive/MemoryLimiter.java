package dev.memorysystem.collector.receive;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of requests in flight, compressed and inflated together. Over the limit a
 * request is refused with a retryable error: the sender keeps it and comes back.
 */
final class MemoryLimiter {
  private final long limit;
  private final HeapGuard heap;
  private final AtomicLong inFlight = new AtomicLong();

  /**
   * @param limit bytes
   */
  MemoryLimiter(long limit, HeapGuard heap) {
    this.limit = limit;
    this.heap = heap;
  }

  long inFlight() {
    return inFlight.get();
  }

  /** A reservation of nothing yet, for one request. */
  Reservation open() {
    return new Reservation();
  }

  /** What one request holds. Used by one thread at a time. */
  final class Reservation implements AutoCloseable {
    private long held;
    private @Nullable Quota quota;

    /** What comes is held against this namespace's share too; before anything is held. */
    void chargeTo(Quota namespace) {
      quota = namespace;
    }

    /** Holds more, or refuses and holds what it held. */
    void add(long bytes) throws Refused {
      heap.check(held > 0);
      if (quota != null) {
        quota.hold(bytes, held);
      }
      if (inFlight.addAndGet(bytes) > limit) {
        inFlight.addAndGet(-bytes);
        if (quota != null) {
          quota.release(bytes);
        }
        throw new Refused(
            Refused.Reason.OVERLOADED,
            "the collector holds %d bytes of unfinished requests, its limit; send this again in %d seconds"
                .formatted(limit, Refused.RETRY_AFTER_SECONDS));
      }
      held += bytes;
    }

    @Override
    public void close() {
      inFlight.addAndGet(-held);
      if (quota != null) {
        quota.release(held);
      }
      held = 0;
    }
  }
}
