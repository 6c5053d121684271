package dev.memorysystem.collector.receive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Refuses requests while the heap is full of what is alive, as the memory limiter of the
 * OpenTelemetry Collector does: above the soft limit no request is begun, above the hard limit
 * those half received are given up too. All of them are told to come back; none was acknowledged.
 *
 * <p>What the heap holds is mostly garbage. Only when all of it is above a limit the collector asks
 * what is left after the last collections, and has a collection made, since none may come by itself
 * while everything is refused.
 */
final class HeapGuard {
  private static final System.Logger LOG = System.getLogger(HeapGuard.class.getName());

  /** Of the heap; the OpenTelemetry Collector's documentation has its soft limit 20 % below. */
  private static final double SOFT = 0.75;

  private static final double HARD = 0.90;

  /** Between two collections asked for; the OpenTelemetry Collector's default is 10 s, soft. */
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);

  /** Between two lines that say how full the heap is, at least; chosen. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final long soft;
  private final long hard;
  private final Heap heap;
  private final LongSupplier nanoTime;
  private final Counter shed;
  private final AtomicBoolean collecting = new AtomicBoolean();
  private final ReentrantLock telling = new ReentrantLock();
  private volatile long collectedAt;
  private volatile Pressure told = Pressure.NONE;
  private long toldAt;

  /** How full of what is alive the heap is. */
  private enum Pressure {
    NONE,
    SOFT,
    HARD
  }

  /** The heap as the guard sees it. */
  interface Heap {
    long max();

    /** Garbage included. */
    long used();

    /** Bytes left after the last collection of each of its pools. */
    long live();

    void collect();
  }

  HeapGuard(PrometheusRegistry registry) {
    this(registry, new JvmHeap(), System::nanoTime);
  }

  HeapGuard(PrometheusRegistry registry, Heap heap, LongSupplier nanoTime) {
    this.heap = heap;
    this.nanoTime = nanoTime;
    this.soft = (long) (heap.max() * SOFT);
    this.hard = (long) (heap.max() * HARD);
    this.collectedAt = nanoTime.getAsLong() - BETWEEN_COLLECTIONS.toNanos();
    this.toldAt = nanoTime.getAsLong() - BETWEEN_LINES.toNanos();
    shed =
        Counter.builder()
            .name("memory_system_shed_requests_total")
            .help("Requests refused because the heap was full, by limit: soft or hard.")
            .labelNames("limit")
            .register(registry);
    shed.initLabelValues("soft");
    shed.initLabelValues("hard");
    GaugeWithCallback.builder()
        .name("memory_system_heap_live_bytes")
        .help("Heap left after the last garbage collections.")
        .callback(gauge -> gauge.call(heap.live()))
        .register(registry);
  }

  /**
   * @param begun whether bytes of the request are held already
   */
  void check(boolean begun) throws Refused {
    Pressure pressure = pressure();
    if (pressure == Pressure.NONE || (begun && pressure == Pressure.SOFT)) {
      return;
    }
    shed.labelValues(pressure == Pressure.HARD ? "hard" : "soft").inc();
    throw new Refused(
        Refused.Reason.OVERLOADED,
        "the collector's heap is full (%d of %d bytes); send this again in %d seconds"
            .formatted(heap.live(), heap.max(), Refused.RETRY_AFTER_SECONDS));
  }

  /** Why requests are refused; empty when they are not. */
  Optional<String> trouble() {
    return switch (pressure()) {
      case NONE -> Optional.empty();
      case SOFT -> Optional.of(full("no request is begun"));
      case HARD -> Optional.of(full("no request is taken"));
    };
  }

  private String full(String consequence) {
    return "the heap is full (%d of %d bytes are alive): %s until there is room; raise the container's memory limit"
        .formatted(heap.live(), heap.max(), consequence);
  }

  private Pressure pressure() {
    Pressure now = Pressure.NONE;
    if (heap.used() >= soft) {
      long live = heap.live();
      now = live >= hard ? Pressure.HARD : live >= soft ? Pressure.SOFT : Pressure.NONE;
    }
    if (now != Pressure.NONE) {
      collect();
    }
    if (now != told) {
      tell(now);
    }
    return now;
  }

  /** A line now and then: what changes in between is not worth one. */
  private void tell(Pressure now) {
    if (!telling.tryLock()) {
      return;
    }
    try {
      long at = nanoTime.getAsLong();
      if (now == told || at - toldAt < BETWEEN_LINES.toNanos()) {
        return;
      }
      toldAt = at;
      told = now;
      switch (now) {
        case NONE -> LOG.log(Level.INFO, "the heap has room again: requests are taken");
        case SOFT -> LOG.log(Level.WARNING, full("no request is begun"));
        case HARD ->
            LOG.log(Level.ERROR, full("no request is taken, those half received are given up"));
      }
    } finally {
      telling.unlock();
    }
  }

  /** In a thread of its own: event loops must not wait for it. */
  private void collect() {
    long now = nanoTime.getAsLong();
    if (now - collectedAt < BETWEEN_COLLECTIONS.toNanos()
        || !collecting.compareAndSet(false, true)) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("heap-guard")
        .start(
            () -> {
              try {
                heap.collect();
              } finally {
                collectedAt = nanoTime.getAsLong();
                collecting.set(false);
              }
            });
  }

  /** This process's. */
  private static final class JvmHeap implements Heap {
    private final List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    @Override
    public long max() {
      return Runtime.getRuntime().maxMemory();
    }

    @Override
    public long used() {
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /**
     * A pool's own collection may be long ago, as that of the old generation mostly is: it cannot
     * hold more than it does now.
     */
    @Override
    public long live() {
      long live = 0;
      for (MemoryPoolMXBean pool : pools) {
        MemoryUsage after = pool.getCollectionUsage();
        MemoryUsage now = pool.getUsage();
        live += isOld(pool) ? now.getUsed() : after == null ? 0 : after.getUsed();
      }
      return live;
    }

    /** What is promoted counts as alive until a collection says otherwise. */
    private static boolean isOld(MemoryPoolMXBean pool) {
      return pool.isUsageThresholdSupported();
    }

    @Override
    @SuppressWarnings("DoNotCallSuggester")
    public void collect() {
      System.gc();
    }
  }
}
