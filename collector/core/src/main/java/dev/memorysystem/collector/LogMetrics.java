package dev.memorysystem.collector;

import dev.memorysystem.collector.log.LogObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** How the signal log does, as metrics; and whether its last write succeeded. */
final class LogMetrics implements LogObserver {
  private static final System.Logger LOG = System.getLogger(LogMetrics.class.getName());
  private static final double[] ENTRIES = {1, 2, 5, 10, 50, 200, 1000};
  private static final double[] SECONDS = {0.0005, 0.002, 0.01, 0.05, 0.2, 1};

  private final Histogram batches;
  private final Histogram syncs;
  private final Counter failures;
  private volatile boolean writable = true;

  LogMetrics(PrometheusRegistry registry) {
    batches =
        Histogram.builder()
            .name("memory_system_log_sync_entries")
            .help("Entries written to the signal log under one sync.")
            .classicOnly()
            .classicUpperBounds(ENTRIES)
            .register(registry);
    syncs =
        Histogram.builder()
            .name("memory_system_log_sync_seconds")
            .help("Time to write and sync one batch of the signal log.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    failures =
        Counter.builder()
            .name("memory_system_log_failed_entries_total")
            .help("Entries that could not be written to the signal log.")
            .register(registry);
  }

  @Override
  public void synced(int entries, Duration took) {
    batches.observe(entries);
    syncs.observe(took.toNanos() / 1e9);
    writable = true;
  }

  @Override
  public void failed(int entries, IOException reason) {
    failures.inc(entries);
    if (writable) {
      LOG.log(
          Level.ERROR, "requests are refused until the signal log can be written again", reason);
    }
    writable = false;
  }

  boolean writable() {
    return writable;
  }
}
