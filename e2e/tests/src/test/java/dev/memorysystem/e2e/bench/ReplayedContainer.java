package dev.memorysystem.e2e.bench;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;

/** One container that reports what the recorded agent did, every 15 s of event time. */
final class ReplayedContainer {
  static final Duration INTERVAL = Duration.ofSeconds(15);

  /** A namespace of this size is well within the limits of one. */
  private static final int PER_NAMESPACE = 25;

  private final RecordedAgent agent;
  private final String namespace;
  private final String workload;
  private final Resource resource;
  private final Instant start;
  private int report;

  /**
   * @param start event time of its first report
   */
  ReplayedContainer(RecordedAgent agent, int number, Instant start) {
    this.agent = agent;
    this.namespace = "bench-" + number / PER_NAMESPACE;
    this.workload = "service-" + number;
    this.resource = Otlp.process(namespace, workload, uid());
    this.start = start;
  }

  String namespace() {
    return namespace;
  }

  String pod() {
    return Otlp.pod(workload);
  }

  String uid() {
    return workload + "-1";
  }

  /** Goes on with the next report. */
  void next() {
    report++;
  }

  /** The report's events: live set and, where the agent had them, survivors. */
  byte[] logs() {
    long at = Otlp.nanos(now());
    ExportLogsServiceRequest.Builder request = agent.logs(report).toBuilder();
    request
        .getResourceLogsBuilderList()
        .forEach(
            logs ->
                logs.setResource(resource)
                    .getScopeLogsBuilderList()
                    .forEach(
                        scope ->
                            scope
                                .getLogRecordsBuilderList()
                                .forEach(record -> record.setTimeUnixNano(at))));
    return request.build().toByteArray();
  }

  byte[] metrics() {
    long at = Otlp.nanos(now());
    ExportMetricsServiceRequest.Builder request = agent.metrics(report).toBuilder();
    for (ResourceMetrics.Builder metrics : request.getResourceMetricsBuilderList()) {
      metrics.setResource(resource);
      metrics
          .getScopeMetricsBuilderList()
          .forEach(scope -> scope.getMetricsBuilderList().forEach(metric -> date(metric, at)));
    }
    return request.build().toByteArray();
  }

  private static void date(Metric.Builder metric, long at) {
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric
              .getGaugeBuilder()
              .getDataPointsBuilderList()
              .forEach(point -> point.setTimeUnixNano(at));
      case SUM ->
          metric
              .getSumBuilder()
              .getDataPointsBuilderList()
              .forEach(point -> point.setTimeUnixNano(at));
      case HISTOGRAM ->
          metric
              .getHistogramBuilder()
              .getDataPointsBuilderList()
              .forEach(point -> point.setTimeUnixNano(at));
      default -> {}
    }
  }

  private Instant now() {
    return start.plus(INTERVAL.multipliedBy(report));
  }
}
