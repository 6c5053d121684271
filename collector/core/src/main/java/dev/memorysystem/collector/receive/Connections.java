package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.Source;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The connections of the ports with identity. One on which nobody was verified yet is a stranger's:
 * there are only so many of an address, and altogether, and each has only so long. For a further
 * one the oldest of them is closed, not the new one: who has a good token needs a moment to show
 * it, whatever others do from the same address. A connection on which somebody was verified counts
 * for its namespace alone.
 */
public final class Connections {
  /** More than the pods of a node (110, Kubernetes' default) that connect at the same time. */
  static final int MAX_STRANGERS_OF_SOURCE = 256;

  static final int MAX_STRANGERS = 1024;

  /** From the end of the TLS handshake to the first good token. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final String SOURCE = "source";
  private static final String ALL = "all";
  private static final String SILENT = "silent";

  private final int maxOfNamespace;
  private final LongSupplier nanoTime;
  private final Counter closed;
  private final ReentrantLock lock = new ReentrantLock();

  /** The oldest first, by the source. */
  private final Map<String, LinkedHashMap<HttpConnection, Long>> strangers = new HashMap<>();

  /** Namespaces, empty for those that are not limited. */
  private final Map<HttpConnection, String> verified = new HashMap<>();

  private final Map<String, Integer> ofNamespaces = new HashMap<>();
  private int strangerCount;

  /** Strangers that were told to go; each counts until it has. */
  private final Set<HttpConnection> closing = new HashSet<>();

  /**
   * @param maxOfNamespace connections on which pods of one namespace were verified
   * @param nanoTime as {@link System#nanoTime()}
   */
  Connections(int maxOfNamespace, PrometheusRegistry registry, LongSupplier nanoTime) {
    this.maxOfNamespace = maxOfNamespace;
    this.nanoTime = nanoTime;
    closed =
        Counter.builder()
            .name("memory_system_closed_connections_total")
            .help(
                "Connections closed on which nobody was verified: too many of their source, too many"
                    + " of all, or silent for too long.")
            .labelNames("reason")
            .register(registry);
    for (String reason : new String[] {SOURCE, ALL, SILENT}) {
      closed.initLabelValues(reason);
    }
    GaugeWithCallback.builder()
        .name("memory_system_connections")
        .help("Open connections of the ports with identity.")
        .labelNames("verified")
        .callback(
            gauge -> {
              gauge.call(strangers(), "false");
              gauge.call(verified(), "true");
            })
        .register(registry);
  }

  /** A connection was opened; its handshake is over. */
  public void opened(HttpConnection connection) {
    String source = Source.of(connection.remoteAddress().hostAddress());
    // Not its close handler, of which there is one, for whoever answers requests.
    ((ConnectionBase) connection).closeFuture().onComplete(end -> closed(connection, source));
    List<HttpConnection> tooMany = new ArrayList<>();
    lock.lock();
    try {
      var ofSource = strangers.computeIfAbsent(source, s -> new LinkedHashMap<>());
      ofSource.put(connection, nanoTime.getAsLong());
      strangerCount++;
      if (ofSource.size() > MAX_STRANGERS_OF_SOURCE) {
        oldest(ofSource).ifPresent(tooMany::add);
        closed.labelValues(SOURCE).inc();
      } else if (strangerCount > MAX_STRANGERS) {
        var most =
            strangers.entrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().size()))
                .orElseThrow();
        oldest(most.getValue()).ifPresent(tooMany::add);
        closed.labelValues(ALL).inc();
      }
      closing.addAll(tooMany);
    } finally {
      lock.unlock();
    }
    tooMany.forEach(HardClose::of);
  }

  /** Of those that were not told to go. */
  private Optional<HttpConnection> oldest(LinkedHashMap<HttpConnection, Long> ofSource) {
    return ofSource.keySet().stream().filter(each -> !closing.contains(each)).findFirst();
  }

  private boolean remove(HttpConnection connection, String source) {
    var ofSource = strangers.get(source);
    if (ofSource == null || ofSource.remove(connection) == null) {
      return false;
    }
    strangerCount--;
    closing.remove(connection);
    if (ofSource.isEmpty()) {
      strangers.remove(source);
    }
    return true;
  }

  private void closed(HttpConnection connection, String source) {
    lock.lock();
    try {
      remove(connection, source);
      String namespace = verified.remove(connection);
      if (namespace != null) {
        ofNamespaces.computeIfPresent(namespace, (n, count) -> count > 1 ? count - 1 : null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody was verified on a connection; refuses when the namespace has too many of them. */
  public void verified(HttpConnection connection, Caller caller) throws Refused {
    lock.lock();
    try {
      String source = Source.of(connection.remoteAddress().hostAddress());
      var ofSource = strangers.get(source);
      if (ofSource == null || !ofSource.containsKey(connection) || closing.contains(connection)) {
        return;
      }
      String namespace = Quotas.namespace(caller).orElse("");
      int others = ofNamespaces.getOrDefault(namespace, 0);
      if (!namespace.isEmpty() && others >= maxOfNamespace) {
        throw Refused.limited(
            "namespace %s has %d connections".formatted(namespace, others),
            Refused.RETRY_AFTER_SECONDS);
      }
      remove(connection, source);
      verified.put(connection, namespace);
      ofNamespaces.merge(namespace, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  /** Closes those on which nobody was verified for too long; called now and then. */
  void closeSilent() {
    long now = nanoTime.getAsLong();
    List<HttpConnection> silent = new ArrayList<>();
    lock.lock();
    try {
      for (LinkedHashMap<HttpConnection, Long> ofSource : strangers.values()) {
        for (Map.Entry<HttpConnection, Long> stranger : ofSource.entrySet()) {
          if (now - stranger.getValue() <= PATIENCE_NANOS) {
            break;
          }
          if (closing.add(stranger.getKey())) {
            silent.add(stranger.getKey());
            closed.labelValues(SILENT).inc();
          }
        }
      }
    } finally {
      lock.unlock();
    }
    silent.forEach(HardClose::of);
  }

  int strangers() {
    lock.lock();
    try {
      return strangerCount;
    } finally {
      lock.unlock();
    }
  }

  int verified() {
    lock.lock();
    try {
      return verified.size();
    } finally {
      lock.unlock();
    }
  }
}
