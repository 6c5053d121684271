package dev.memorysystem.collector.receive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  /** Of the heap; the OpenTelemetry Collector's documentation has its soft limit 20 % below. */
  private static final double SOFT = 0.75;

  private static final double HARD = 0.90;

  /** Between two collections asked for; the OpenTelemetry Collector's default is 10 s, soft. */
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);

  private final long soft;
  private final long hard;
  private final Heap heap;
  private final LongSupplier nanoTime;
  private final Counter shed;
  private final AtomicBoolean collecting = new AtomicBoolean();
  private volatile long collectedAt;

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
    if (heap.used() < soft) {
      return;
    }
    long live = heap.live();
    if (live < soft) {
      return;
    }
    collect();
    boolean overHard = live >= hard;
    if (begun && !overHard) {
      return;
    }
    shed.labelValues(overHard ? "hard" : "soft").inc();
    throw new Refused(
        Refused.Reason.OVERLOADED,
        "the collector's heap is full (%d of %d bytes); send this again in %d seconds"
            .formatted(live, heap.max(), Refused.RETRY_AFTER_SECONDS));
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
