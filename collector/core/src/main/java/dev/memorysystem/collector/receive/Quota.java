package dev.memorysystem.collector.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.collector.limit.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What one namespace, or one address, has used of its limits. */
final class Quota {
  /** A process that was not heard for so long leaves its place to another. */
  private static final long PROCESS_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long WORKLOAD_NANOS = TimeUnit.DAYS.toNanos(1);

  private final String name;
  private final NamespaceLimits limits;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final TokenBucket requests;
  private final TokenBucket bytes;
  private final Seen processes = new Seen(PROCESS_NANOS);
  private final Seen workloads = new Seen(WORKLOAD_NANOS);
  private final AtomicLong inFlight = new AtomicLong();
  private final long maxInFlight;

  /**
   * @param name to be read: whose it is
   * @param maxInFlight bytes of unfinished requests together
   */
  Quota(String name, NamespaceLimits limits, long maxInFlight, LongSupplier nanoTime) {
    this.name = name;
    this.limits = limits;
    this.maxInFlight = maxInFlight;
    this.nanoTime = nanoTime;
    this.requests = new TokenBucket(limits.requestsPerSecond(), nanoTime.getAsLong());
    this.bytes = new TokenBucket(limits.bytesPerSecond(), nanoTime.getAsLong());
  }

  /** One more request, or refuses. */
  void request() throws Refused {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      double wait = Math.max(requests.secondsUntilMore(now), bytes.secondsUntilMore(now));
      if (wait > 0) {
        throw Refused.limited(
            "%s sends more than %.0f requests or %.0f bytes a second"
                .formatted(name, limits.requestsPerSecond(), limits.bytesPerSecond()),
            wait);
      }
      requests.take(1);
    } finally {
      lock.unlock();
    }
  }

  /** The request turned out to be so large. */
  void received(long size) {
    lock.lock();
    try {
      bytes.take(size);
    } finally {
      lock.unlock();
    }
  }

  /** A process of a workload reports, or there are too many already. */
  void process(String instance, String workload) throws Refused {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (!processes.add(instance, limits.processes(), now)) {
        throw Refused.limited(
            "%d processes of %s report already".formatted(limits.processes(), name),
            Refused.RETRY_AFTER_SECONDS);
      }
      if (!workloads.add(workload, limits.processes(), now)) {
        throw Refused.limited(
            "%s named %d workloads within a day".formatted(name, limits.processes()),
            Refused.RETRY_AFTER_SECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Holds bytes of an unfinished request. One request alone is never too much: it could never be
   * sent.
   *
   * @param own bytes the same request holds already
   */
  void hold(long size, long own) throws Refused {
    long all = inFlight.addAndGet(size);
    if (all > maxInFlight && all - size > own) {
      inFlight.addAndGet(-size);
      throw Refused.limited(
          "unfinished requests of %s hold %d bytes".formatted(name, all - size),
          Refused.RETRY_AFTER_SECONDS);
    }
  }

  void release(long size) {
    inFlight.addAndGet(-size);
  }

  /** Whether forgetting it would make no difference. */
  boolean isIdle() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return inFlight.get() == 0
          && processes.isEmpty(now)
          && workloads.isEmpty(now)
          && requests.secondsUntilMore(now) == 0
          && bytes.secondsUntilMore(now) == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Names heard within a time, by a hash of each: a sender may choose long ones. */
  private static final class Seen {
    private final long forgetAfter;
    private final LinkedHashMap<UUID, Long> at = new LinkedHashMap<>(16, 0.75f, true);

    Seen(long forgetAfter) {
      this.forgetAfter = forgetAfter;
    }

    /** False when it is new and there are as many as may be. */
    boolean add(String name, int max, long now) {
      UUID key = UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
      if (!at.containsKey(key)) {
        forget(now);
        if (at.size() >= max) {
          return false;
        }
      }
      at.put(key, now);
      return true;
    }

    boolean isEmpty(long now) {
      forget(now);
      return at.isEmpty();
    }

    private void forget(long now) {
      var eldest = at.entrySet().iterator();
      while (eldest.hasNext()) {
        Map.Entry<UUID, Long> entry = eldest.next();
        if (now - entry.getValue() <= forgetAfter) {
          return;
        }
        eldest.remove();
      }
    }
  }
}
