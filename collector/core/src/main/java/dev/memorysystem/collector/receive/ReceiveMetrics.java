package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.log.SignalKind;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** What was taken and what was refused, and why. */
final class ReceiveMetrics {
  static final String HTTP = "http";
  static final String GRPC = "grpc";
  private static final List<String> PROTOCOLS = List.of(HTTP, GRPC);

  private final Counter requests;
  private final Counter bytes;
  private final Counter refused;

  ReceiveMetrics(PrometheusRegistry registry, MemoryLimiter limiter) {
    requests =
        Counter.builder()
            .name("memory_system_received_requests_total")
            .help("Export requests acknowledged, by protocol and signal.")
            .labelNames("protocol", "signal")
            .register(registry);
    bytes =
        Counter.builder()
            .name("memory_system_received_bytes_total")
            .help("Bytes of acknowledged requests, inflated, by protocol and signal.")
            .labelNames("protocol", "signal")
            .register(registry);
    refused =
        Counter.builder()
            .name("memory_system_refused_requests_total")
            .help("Export requests refused, by protocol and reason.")
            .labelNames("protocol", "reason")
            .register(registry);
    for (String protocol : PROTOCOLS) {
      for (SignalKind kind : SignalKind.values()) {
        requests.initLabelValues(protocol, kind.toString());
        bytes.initLabelValues(protocol, kind.toString());
      }
      for (Refused.Reason reason : Refused.Reason.values()) {
        refused.initLabelValues(protocol, label(reason));
      }
    }
    GaugeWithCallback.builder()
        .name("memory_system_in_flight_bytes")
        .help("Bytes of requests being received, compressed and inflated together.")
        .callback(gauge -> gauge.call(limiter.inFlight()))
        .register(registry);
  }

  void received(String protocol, SignalKind kind, int size) {
    requests.labelValues(protocol, kind.toString()).inc();
    bytes.labelValues(protocol, kind.toString()).inc(size);
  }

  /** Counts a failure, and tells what to answer. */
  Refused refused(String protocol, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Refused answer =
        cause instanceof Refused known
            ? known
            : new Refused(
                Refused.Reason.UNAVAILABLE,
                "the collector failed on this request (%s); send it again"
                    .formatted(cause.getClass().getSimpleName()));
    refused.labelValues(protocol, label(answer.reason())).inc();
    return answer;
  }

  private static String label(Refused.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
