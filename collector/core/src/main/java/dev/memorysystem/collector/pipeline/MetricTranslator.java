package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.store.SeriesPoint;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Metrics to series points. Kept are those about memory and runtimes; a histogram becomes its
 * {@code .count} and {@code .sum}. Pure.
 */
final class MetricTranslator {
  /** First parts of metric names that are kept: semantic conventions of processes and runtimes. */
  private static final List<String> KEPT =
      List.of("jvm.", "process.", "container.", "k8s.", "cpython.", "v8js.", "nodejs.", "memory.");

  /** Characters of a name (OpenTelemetry, "Instrument name syntax"); longer ones are dropped. */
  private static final int MAX_NAME = 255;

  /** Characters of all attributes together; longer ones are dropped with their point. */
  private static final int MAX_ATTRIBUTES = 512;

  private MetricTranslator() {}

  static List<Observation> translate(
      ExportMetricsServiceRequest request, Instant receivedAt, Revisions revisions) {
    List<Observation> observations = new ArrayList<>();
    for (ResourceMetrics resourceMetrics : request.getResourceMetricsList()) {
      Attributes resource = Attributes.of(resourceMetrics.getResource().getAttributesList());
      Optional<Origin> origin = Origin.of(resource, revisions);
      if (origin.isEmpty()) {
        observations.add(new Observation.Ignored("unidentified"));
        continue;
      }
      List<SeriesPoint> points = new ArrayList<>();
      for (ScopeMetrics scope : resourceMetrics.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          if (isKept(metric.getName())) {
            new Points(origin.get(), metric.getName(), receivedAt, points).addAll(metric);
          }
        }
      }
      observations.add(new Observation.Measured(origin.get(), points));
    }
    return observations;
  }

  private static boolean isKept(String name) {
    return name.length() <= MAX_NAME && KEPT.stream().anyMatch(name::startsWith);
  }

  private record Points(Origin origin, String name, Instant receivedAt, List<SeriesPoint> into) {
    void addAll(Metric metric) {
      switch (metric.getDataCase()) {
        case GAUGE -> metric.getGauge().getDataPointsList().forEach(this::add);
        case SUM -> metric.getSum().getDataPointsList().forEach(this::add);
        case HISTOGRAM -> metric.getHistogram().getDataPointsList().forEach(this::add);
        default -> {}
      }
    }

    private void add(NumberDataPoint point) {
      double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
      add(name, point.getAttributesList(), point.getTimeUnixNano(), value);
    }

    private void add(HistogramDataPoint point) {
      add(name + ".count", point.getAttributesList(), point.getTimeUnixNano(), point.getCount());
      if (point.hasSum()) {
        add(name + ".sum", point.getAttributesList(), point.getTimeUnixNano(), point.getSum());
      }
    }

    private void add(String metric, List<KeyValue> attributes, long nanos, double value) {
      String text = text(attributes);
      if (Double.isFinite(value) && text.length() <= MAX_ATTRIBUTES) {
        into.add(
            new SeriesPoint(
                origin.workload(),
                origin.process().instanceId(),
                metric,
                text,
                EventTime.of(nanos, 0, receivedAt),
                value));
      }
    }
  }

  private static String text(List<KeyValue> attributes) {
    return attributes.stream()
        .map(pair -> pair.getKey() + "=" + text(pair.getValue()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> "";
    };
  }
}
