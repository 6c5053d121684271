package dev.memorysystem.agent.report;

import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The histogram jvm.gc.duration, by collector and action. Filled on the JVM's notifying thread. */
final class GcDurations {
  /** Seconds; the boundaries that the semantic conventions ask for. */
  private static final List<Double> BOUNDARIES = Arrays.asList(0.01, 0.1, 1.0, 10.0);

  private static final AttributeKey<String> GC =
      AttributeKey.stringKey(Signals.Attribute.JVM_GC_NAME);
  private static final AttributeKey<String> ACTION =
      AttributeKey.stringKey(Signals.Attribute.JVM_GC_ACTION);

  private final long startNanos;
  private final Map<Attributes, Histogram> histograms = new HashMap<>();

  GcDurations(long startNanos) {
    this.startNanos = startNanos;
  }

  synchronized void add(String collector, String action, double seconds) {
    Attributes attributes = Attributes.of(GC, collector, ACTION, action);
    Histogram histogram = histograms.get(attributes);
    if (histogram == null) {
      histogram = new Histogram();
      histograms.put(attributes, histogram);
    }
    histogram.add(seconds);
  }

  synchronized void addTo(
      List<MetricData> metrics, Resource resource, InstrumentationScopeInfo scope, long now) {
    if (histograms.isEmpty()) {
      return;
    }
    List<HistogramPointData> points = new ArrayList<>();
    for (Map.Entry<Attributes, Histogram> entry : histograms.entrySet()) {
      points.add(entry.getValue().point(startNanos, now, entry.getKey()));
    }
    metrics.add(
        ImmutableMetricData.createDoubleHistogram(
            resource,
            scope,
            Signals.Metric.JVM_GC_DURATION,
            "",
            "s",
            ImmutableHistogramData.create(AggregationTemporality.CUMULATIVE, points)));
  }

  private static final class Histogram {
    private final long[] counts = new long[BOUNDARIES.size() + 1];
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double seconds) {
      int bucket = 0;
      while (bucket < BOUNDARIES.size() && seconds > BOUNDARIES.get(bucket)) {
        bucket++;
      }
      counts[bucket]++;
      sum += seconds;
      min = Math.min(min, seconds);
      max = Math.max(max, seconds);
    }

    HistogramPointData point(long start, long now, Attributes attributes) {
      List<Long> buckets = new ArrayList<>();
      for (long count : counts) {
        buckets.add(count);
      }
      return ImmutableHistogramPointData.create(
          start, now, attributes, sum, true, min, true, max, BOUNDARIES, buckets);
    }
  }
}
