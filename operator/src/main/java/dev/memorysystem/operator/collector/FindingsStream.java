package dev.memorysystem.operator.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.crd.Cited;
import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code GET /api/v1/stream} into the {@link CollectorView}: connect, read until it ends or
 * falls silent, wait a little longer each time, connect again.
 */
@Singleton
public final class FindingsStream {
  private static final Logger LOG = Logger.getLogger(FindingsStream.class);

  /** The collector sends a heartbeat every 10 s: three missed and a bit. */
  private static final Duration SILENCE = Duration.ofSeconds(35);

  /**
   * The stream does not tell what the collector has forgotten; telling everything anew does. Keeps
   * the view from growing for ever.
   */
  private static final Duration REBUILD = Duration.ofHours(1);

  /** Bytes of an error's text that are worth a log line. */
  private static final int MAX_REASON = 500;

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final URI stream;
  private final CollectorView view;
  private final KubernetesSerialization json;
  private final CollectorHttp http;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("findings-stream-", 0).factory());
  private final AtomicLong lastHeard = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();
  private volatile @Nullable InputStream open;
  private volatile boolean reachable = true;
  private volatile boolean renewing;
  private Duration wait = FIRST_WAIT;

  FindingsStream(
      OperatorConfig config,
      CollectorHttp http,
      CollectorView view,
      KubernetesClient client,
      MeterRegistry metrics) {
    this.http = http;
    this.stream = URI.create(config.collectorApi() + "/api/v1/stream");
    this.view = view;
    this.json = client.getKubernetesSerialization();
    metrics.gauge("memory_system_collector_connected", this, s -> s.open == null ? 0 : 1);
  }

  void start(@Observes StartupEvent started) {
    threads.execute(this::follow);
    threads.scheduleWithFixedDelay(this::endWhenDue, SILENCE.toSeconds(), 5, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    threads.shutdownNow();
    close();
  }

  private void follow() {
    try {
      read();
      LOG.info("the collector ended the stream of findings");
    } catch (IOException | RuntimeException e) {
      logOnce(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      close();
      view.lost();
    }
    if (!threads.isShutdown()) {
      long millis = wait.toMillis() / 2 + ThreadLocalRandom.current().nextLong(wait.toMillis());
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      threads.schedule(this::follow, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void read() throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.client()
            .send(
                http.request(stream).header("accept", "text/event-stream").timeout(SILENCE).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    open = response.body();
    if (response.statusCode() != 200) {
      throw new IOException(
          "HTTP %d %s"
              .formatted(
                  response.statusCode(),
                  new String(response.body().readNBytes(MAX_REASON), UTF_8)));
    }
    heard();
    opened.set(System.nanoTime());
    view.connected();
    LOG.infof("following the findings of %s", stream);
    reachable = true;
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      ServerSentEvents.read(lines, this::handle);
    }
  }

  private void handle(String event, String data) {
    heard();
    try {
      switch (event) {
        case "finding" -> view.finding(checked(json.unmarshal(data, Finding.class)));
        case "assessment" -> view.assessment(json.unmarshal(data, ReportedAssessment.class));
        case "process" -> view.process(json.unmarshal(data, ReportedProcess.class));
        case "removed" -> view.removed(json.unmarshal(data, Removed.class));
        case "synced" -> {
          wait = FIRST_WAIT;
          view.synced();
        }
        default -> {
          // A heartbeat, or what a newer collector says: that it was heard is all.
        }
      }
    } catch (RuntimeException e) {
      LOG.error(unreadable(event, data, e));
    }
  }

  /**
   * @throws java.time.DateTimeException when a time is none: better here than in every later reader
   */
  private static Finding checked(Finding finding) {
    if (finding.transitions() != null) {
      finding.transitions().forEach(transition -> Instant.parse(transition.at()));
    }
    Exhaustion exhaustion = finding.exhaustion();
    if (exhaustion != null) {
      Stream.of(exhaustion.p50(), exhaustion.assessedAt())
          .filter(Objects::nonNull)
          .forEach(Instant::parse);
    }
    Stream.of(finding.running(), finding.grownClasses(), finding.leftOpen())
        .filter(Objects::nonNull)
        .map(Cited::at)
        .filter(Objects::nonNull)
        .forEach(Instant::parse);
    return finding;
  }

  /** Without the data, and without the message of the problem, which may quote it. */
  static String unreadable(String event, String data, RuntimeException problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "the collector sent a %s of %d characters that cannot be read: %s"
        .formatted(event, data.length(), cause.getClass().getSimpleName());
  }

  private void heard() {
    lastHeard.set(System.nanoTime());
  }

  private void endWhenDue() {
    if (open == null) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastHeard.get() > SILENCE.toNanos()) {
      LOG.warnf("nothing heard from the collector for %d s: connecting anew", SILENCE.toSeconds());
      close();
    } else if (now - opened.get() > REBUILD.toNanos()) {
      renewing = true;
      close();
    }
  }

  private void close() {
    InputStream body = open;
    open = null;
    if (body != null) {
      try {
        body.close();
      } catch (IOException e) {
        LOG.debug("closing the stream", e);
      }
    }
  }

  private void logOnce(Exception e) {
    if (renewing) {
      LOG.debug("connecting anew, to forget what the collector has forgotten");
      renewing = false;
    } else if (reachable && !threads.isShutdown()) {
      LOG.warnf("the collector is not reachable at %s, trying again: %s", stream, e);
      reachable = false;
    }
  }
}
