package dev.memorysystem.operator.collector;

import dev.memorysystem.operator.Leadership;
import dev.memorysystem.operator.OperatorConfig;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.ClusterLookups;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells the collector about profiles and pods: what changed at once, everything every five minutes
 * and after the stream of findings came back. What the collector did not acknowledge is sent again.
 */
@Singleton
public final class FactSender {
  private static final Logger LOG = Logger.getLogger(FactSender.class);

  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration EVERYTHING = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Facts in one request: far below the collector's limit on size. */
  private static final int BATCH = 200;

  private final URI logs;
  private final Cluster cluster;
  private final Facts facts;
  private final Leadership leadership;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final CollectorHttp http;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fact-sender").factory());
  private final AtomicBoolean dirty = new AtomicBoolean(true);
  private final AtomicBoolean everythingWanted = new AtomicBoolean(true);
  private final Map<String, Fact> sent = new HashMap<>();
  private Instant everythingSent = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private boolean reachable = true;
  private boolean refusedForGood;

  FactSender(
      OperatorConfig config,
      CollectorHttp http,
      Cluster cluster,
      ClusterLookups lookups,
      CollectorView view,
      Leadership leadership,
      Clock clock,
      MeterRegistry metrics) {
    this.http = http;
    this.logs = URI.create(config.collectorOtlp() + "/v1/logs");
    this.cluster = cluster;
    this.facts = new Facts(cluster, lookups);
    this.leadership = leadership;
    this.clock = clock;
    this.metrics = metrics;
    cluster.onChange(namespace -> dirty.set(true));
    view.onSynced(() -> everythingWanted.set(true));
  }

  void start(@Observes StartupEvent started) {
    timer.scheduleWithFixedDelay(
        this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdownNow();
  }

  private void check() {
    try {
      Instant now = clock.instant();
      if (leadership.isLeader() && cluster.isSynced() && !now.isBefore(notBefore)) {
        sendWhatIsDue(now);
      }
    } catch (RuntimeException e) {
      LOG.error("facts were not sent", e);
    }
  }

  private void sendWhatIsDue(Instant now) {
    boolean all =
        everythingWanted.getAndSet(false) || !now.isBefore(everythingSent.plus(EVERYTHING));
    if (!dirty.getAndSet(false) && !all) {
      return;
    }
    Collection<String> namespaces = cluster.podNamespaces();
    refusedForGood = false;
    if (send(due(all, namespaces), now) && (!all || endListing(namespaces, now))) {
      everythingSent = all ? now : everythingSent;
    } else {
      dirty.set(true);
      everythingWanted.compareAndSet(false, all);
      notBefore = now.plus(RETRY);
    }
  }

  /**
   * Says that everything was told, if all of it was taken.
   *
   * @param namespaces whose pods were told; for one that is out of sight by now that may not be
   */
  private boolean endListing(Collection<String> namespaces, Instant now) {
    return refusedForGood
        || (leadership.isLeader() && post(List.of(Facts.sync(stillWatched(namespaces))), now));
  }

  private List<Fact> due(boolean all, Collection<String> namespaces) {
    Map<String, Fact> current = facts.current(namespaces);
    Set<String> living = facts.living(namespaces);
    Collection<String> watched = stillWatched(namespaces);
    List<Fact> due = new ArrayList<>();
    current.values().stream()
        .filter(fact -> all || !fact.equals(sent.get(fact.key())))
        .forEach(due::add);
    for (Fact before : List.copyOf(sent.values())) {
      if (current.containsKey(before.key())) {
        continue;
      }
      // A pod of a namespace that is no longer watched still runs: it is only out of sight. One
      // that lives and is not told any more is of no interest, but not deleted either.
      if (before.key().startsWith("profile/")
          || (watched.contains(before.namespace()) && !living.contains(before.key()))) {
        due.add(before.deleted());
      } else {
        sent.remove(before.key());
      }
    }
    return due;
  }

  /** To be asked after their pods were read: those of another may have looked like none. */
  private Collection<String> stillWatched(Collection<String> namespaces) {
    Set<String> watched = new TreeSet<>(namespaces);
    watched.retainAll(Set.copyOf(cluster.podNamespaces()));
    return watched;
  }

  /** False when some of it must be sent again. */
  private boolean send(List<Fact> due, Instant now) {
    for (int from = 0; from < due.size(); from += BATCH) {
      List<Fact> batch = due.subList(from, Math.min(due.size(), from + BATCH));
      if (!post(batch, now)) {
        return false;
      }
      batch.forEach(this::acknowledged);
    }
    return true;
  }

  private void acknowledged(Fact fact) {
    Fact before = sent.get(fact.key());
    if (before != null && before.deleted().equals(fact)) {
      sent.remove(fact.key());
    } else {
      sent.put(fact.key(), fact);
    }
  }

  private boolean post(List<Fact> batch, Instant now) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    batch.forEach(fact -> request.addResourceLogs(fact.toOtlp(now)));
    try {
      HttpResponse<String> response =
          http.client()
              .send(
                  http.request(logs)
                      .timeout(TIMEOUT)
                      .header("content-type", "application/x-protobuf")
                      .POST(HttpRequest.BodyPublishers.ofByteArray(request.build().toByteArray()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return judge(response.statusCode(), batch.size(), response.body());
    } catch (IOException e) {
      return refused(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean judge(int status, int size, String body) {
    if (status == 200) {
      reachable = true;
      metrics.counter("memory_system_facts_sent").increment(size);
      LOG.debugf("%d facts sent", size);
      return true;
    }
    // By OTLP/HTTP these are worth another try; anything else will be refused again.
    if (status == 429 || status == 502 || status == 503 || status == 504) {
      return refused("HTTP " + status);
    }
    // Tokens are replaced and keys change over: the next one may do.
    if (status == 401 || status == 403) {
      return refused("it does not accept this operator's token: HTTP " + status + " " + body);
    }
    LOG.errorf("the collector refuses %d facts for good: HTTP %d %s", size, status, body);
    metrics.counter("memory_system_facts_refused").increment(size);
    refusedForGood = true;
    return true;
  }

  private boolean refused(String why) {
    if (reachable) {
      LOG.warnf("facts cannot be sent to %s, trying again: %s", logs, why);
      reachable = false;
    }
    return false;
  }
}
