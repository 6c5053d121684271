package dev.memorysystem.collector;

import dev.memorysystem.collector.store.LeftOut;
import dev.memorysystem.collector.store.SqliteSeriesStore;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the series store does not keep, as a metric; and in a line now and then. */
final class SeriesMetrics implements LeftOut {
  private static final System.Logger LOG = System.getLogger(SeriesMetrics.class.getName());
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(10);

  private final Counter leftOut;
  private final Clock clock;
  private Instant told = Instant.EPOCH;

  SeriesMetrics(PrometheusRegistry registry, Clock clock) {
    this.clock = clock;
    leftOut =
        Counter.builder()
            .name("memory_system_series_left_out_points_total")
            .help("Measurements not kept, as their process or namespace has too many series.")
            .labelNames("limit")
            .register(registry);
    for (Limit limit : Limit.values()) {
      leftOut.initLabelValues(label(limit));
    }
  }

  /** Called by the one thread that commits. */
  @Override
  public void leftOut(String namespace, Limit limit) {
    leftOut.labelValues(label(limit)).inc();
    Instant now = clock.instant();
    if (limit == Limit.NAMESPACE && now.isAfter(told.plus(BETWEEN_LINES))) {
      told = now;
      LOG.log(
          Level.WARNING,
          "namespace {0} has {1} series, the most that are kept of one; further ones are left out"
              + " until old ones are forgotten. Findings do not need them. Do its metrics have"
              + " attributes that take ever new values?",
          namespace,
          SqliteSeriesStore.MAX_OF_NAMESPACE);
    }
  }

  private static String label(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT);
  }
}
