package dev.memorysystem.collector.pipeline;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How the pipeline does. */
public final class PipelineMetrics {
  private static final double[] SECONDS = {0.001, 0.005, 0.02, 0.1, 0.5, 2};

  private final Counter entries;
  private final Counter ignored;
  private final Counter failures;
  private final Histogram commits;

  public PipelineMetrics(PrometheusRegistry registry) {
    entries =
        Counter.builder()
            .name("memory_system_folded_entries_total")
            .help("Log entries folded and committed.")
            .register(registry);
    ignored =
        Counter.builder()
            .name("memory_system_ignored_records_total")
            .help("Records that said nothing usable, by reason.")
            .labelNames("reason")
            .register(registry);
    failures =
        Counter.builder()
            .name("memory_system_fold_failures_total")
            .help("Signals or entries left out because the analysis or a decoder failed on them.")
            .register(registry);
    commits =
        Histogram.builder()
            .name("memory_system_commit_seconds")
            .help("Time to commit a batch to the stores.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
  }

  /**
   * @param end log entries acknowledged since the log began
   * @param folded those of them that are folded
   */
  static void offsets(PrometheusRegistry registry, LongSupplier end, LongSupplier folded) {
    GaugeWithCallback.builder()
        .name("memory_system_log_end_offset")
        .help("Log entries acknowledged since the log began.")
        .callback(gauge -> gauge.call(end.getAsLong()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_fold_lag_entries")
        .help("Log entries acknowledged and not yet folded.")
        .callback(gauge -> gauge.call(Math.max(0, end.getAsLong() - folded.getAsLong())))
        .register(registry);
  }

  void committed(int count, Duration took) {
    entries.inc(count);
    commits.observe(took.toNanos() / 1e9);
  }

  void ignored(String reason) {
    ignored.labelValues(reason).inc();
  }

  public void failed() {
    failures.inc();
  }
}
