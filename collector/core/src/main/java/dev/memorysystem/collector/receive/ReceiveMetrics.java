package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.log.SignalKind;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** What was taken and what was refused, and why. */
final class ReceiveMetrics {
  static final String HTTP = "http";
  static final String GRPC = "grpc";

  /** Namespaces counted one by one; the others together. */
  private static final int MAX_NAMESPACES = 200;

  private static final String OTHER = "_other";
  private static final List<String> PROTOCOLS = List.of(HTTP, GRPC);

  private final Counter requests;
  private final Counter bytes;
  private final Counter refused;
  private final Counter ofNamespaces;
  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

  /**
   * @param perNamespace what names namespaces is registered there
   */
  ReceiveMetrics(
      PrometheusRegistry registry, PrometheusRegistry perNamespace, MemoryLimiter limiter) {
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
    ofNamespaces =
        Counter.builder()
            .name("memory_system_namespace_refused_requests_total")
            .help("Export requests of a namespace refused as limited or forbidden, by reason.")
            .labelNames("namespace", "reason")
            .register(perNamespace);
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

  /** Counts a refusal of a caller that is known, if it is for what its namespace does. */
  Refused ofNamespace(Caller caller, Refused refusal) {
    boolean counts =
        refusal.reason() == Refused.Reason.LIMITED || refusal.reason() == Refused.Reason.FORBIDDEN;
    if (counts) {
      Quotas.namespace(caller)
          .ifPresent(
              namespace ->
                  ofNamespaces.labelValues(shown(namespace), label(refusal.reason())).inc());
    }
    return refusal;
  }

  private String shown(String namespace) {
    if (namespaces.contains(namespace)) {
      return namespace;
    }
    return namespaces.size() < MAX_NAMESPACES && namespaces.add(namespace) ? namespace : OTHER;
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
