package dev.memorysystem.collector.read;

import dev.memorysystem.collector.identity.Caller;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What each namespace and each reader has used of its {@link ReadLimits}. */
public final class Readers {
  /** Streams of all but the operator; each may be 256 KiB of events behind. */
  static final int MAX_STREAMS = 200;

  /** Namespaces and readers known before those that are idle are looked for. */
  private static final int MANY = 1024;

  private final ReadLimits limits;
  private final LongSupplier nanoTime;
  private final Map<String, ReadQuota> quotas = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();
  private final Counter refused;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public Readers(ReadLimits limits, PrometheusRegistry registry, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    refused =
        Counter.builder()
            .name("memory_system_refused_reads_total")
            .help("Requests to the API refused because a namespace or reader is over a limit.")
            .labelNames("limit")
            .register(registry);
    for (OverLimit.Limit limit : OverLimit.Limit.values()) {
      refused.initLabelValues(label(limit));
    }
    GaugeWithCallback.builder()
        .name("memory_system_streams")
        .help("Streams of the API that are open, without the operator's.")
        .callback(gauge -> gauge.call(streams.get()))
        .register(registry);
  }

  /**
   * A request comes in.
   *
   * @return what it may; empty where nothing is limited
   */
  public Optional<ReadQuota.Reading> begin(Caller caller) throws OverLimit {
    Optional<ReadQuota> quota = key(caller).map(this::quota);
    return quota.isEmpty() ? Optional.empty() : Optional.of(quota.get().begin());
  }

  private static Optional<String> key(Caller caller) {
    return switch (caller) {
      case Caller.Pod pod -> Optional.of("namespace " + pod.namespace());
      case Caller.Reader reader -> Optional.of(reader.username());
      case Caller.Unnamed unnamed -> Optional.of("whoever is unnamed");
      case Caller.Operator operator -> Optional.empty();
      case Caller.Anybody anybody -> Optional.empty();
    };
  }

  private ReadQuota quota(String key) {
    if (quotas.size() > MANY && !quotas.containsKey(key)) {
      quotas.values().removeIf(ReadQuota::isIdle);
    }
    return quotas.computeIfAbsent(key, name -> new ReadQuota(name, limits, this, nanoTime));
  }

  /** Namespaces and readers known. */
  int size() {
    return quotas.size();
  }

  boolean takeStream() {
    if (streams.incrementAndGet() > MAX_STREAMS) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }

  void giveStream() {
    streams.decrementAndGet();
  }

  OverLimit counted(OverLimit refusal) {
    refused.labelValues(label(refusal.limit())).inc();
    return refusal;
  }

  private static String label(OverLimit.Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT);
  }
}
