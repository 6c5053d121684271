package dev.memorysystem.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.injection.Injection;
import dev.memorysystem.operator.OperatorConfig;
import dev.memorysystem.operator.certificate.WebhookCertificate;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /mutate} over HTTPS, in every replica. It starts when the certificate is there, and
 * changes to a renewed one without a restart.
 */
@Singleton
public final class WebhookServer {
  private static final Logger LOG = Logger.getLogger(WebhookServer.class);

  /** A pod is at most 1.5 MiB in etcd; a review carries it once, with a little around it. */
  private static final int MAX_BODY = 4 * 1024 * 1024;

  private static final int EVENT_LOOPS = 2;
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration CERTIFICATE_CHECK = Duration.ofMinutes(1);

  /** Of its own: the shared one's event loops also read what informers are sent. */
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));

  private final MeterRegistry metrics;
  private final Admission admission;
  private final WebhookCertificate certificate;
  private final int port;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-certificate").factory());
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable HttpServer server;
  private volatile WebhookCertificate.@Nullable Serving serving;

  WebhookServer(
      MeterRegistry metrics,
      OperatorConfig config,
      KubernetesClient client,
      Cluster cluster,
      Injection injection,
      DefaultProfile defaultProfile,
      ExcludedNamespaces excluded,
      Clock clock) {
    this.metrics = metrics;
    this.port = config.webhookPort();
    this.admission =
        new Admission(
            injection,
            cluster::profiles,
            defaultProfile,
            excluded,
            client.getKubernetesSerialization());
    this.certificate =
        new WebhookCertificate(
            client,
            config.namespace(),
            config.webhookSecret(),
            config.webhookService(),
            config.webhookConfiguration(),
            clock);
  }

  void start(@Observes StartupEvent started) {
    timer.execute(this::keepCertificate);
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdownNow();
    vertx.close();
    workers.shutdown();
  }

  public boolean isServing() {
    return server != null;
  }

  /** The port it listens on; 0 when it does not yet. */
  public int actualPort() {
    HttpServer running = server;
    return running == null ? 0 : running.actualPort();
  }

  private void keepCertificate() {
    Duration next = CERTIFICATE_CHECK;
    try {
      serveWith(certificate.ensure());
    } catch (Exception e) {
      next = server == null ? RETRY : CERTIFICATE_CHECK;
      LOG.warnf("webhook certificate: trying again in %d s: %s", next.toSeconds(), e.getMessage());
    }
    if (!timer.isShutdown()) {
      timer.schedule(this::keepCertificate, next.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void serveWith(WebhookCertificate.Serving wanted) throws Exception {
    if (wanted.equals(serving)) {
      return;
    }
    PemKeyCertOptions keys =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(wanted.certificate()))
            .addKeyValue(Buffer.buffer(wanted.key()));
    HttpServer running = server;
    if (running == null) {
      WarmUp.run(admission);
      server = listen(keys);
      LOG.infof("webhook listens on port %d", actualPort());
    } else {
      SSLOptions options = new SSLOptions().setKeyCertOptions(keys);
      running.updateSSLOptions(options).toCompletionStage().toCompletableFuture().get();
      LOG.info("webhook serves with the renewed certificate");
    }
    serving = wanted;
  }

  private HttpServer listen(PemKeyCertOptions keys) throws Exception {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(keys))
        .requestHandler(this::handle)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private void handle(HttpServerRequest request) {
    if (!request.path().equals("/mutate")) {
      request.response().setStatusCode(404).end("only POST /mutate is served here\n");
      return;
    }
    Buffer body = Buffer.buffer();
    AtomicBoolean tooLarge = new AtomicBoolean();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BODY) {
            tooLarge.set(true);
          } else if (!tooLarge.get()) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          if (tooLarge.get()) {
            respond(request, 413, "text/plain", "larger than " + MAX_BODY + " bytes\n");
          } else {
            workers.execute(() -> answer(request, body.toString(UTF_8)));
          }
        });
  }

  private void answer(HttpServerRequest request, String review) {
    long started = System.nanoTime();
    try {
      Admission.Answer answer = admission.answer(review);
      LOG.info(answer.summary());
      count(answer.outcome().name().toLowerCase(Locale.ROOT), started);
      respond(request, 200, "application/json", answer.body());
    } catch (Admission.NotAReview e) {
      count("bad_request", started);
      respond(request, 400, "text/plain", e.getMessage() + "\n");
    }
  }

  private void count(String outcome, long started) {
    metrics
        .timer("memory_system_admission", "outcome", outcome)
        .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
  }

  private static void respond(HttpServerRequest request, int status, String type, String body) {
    if (!request.response().ended() && !request.response().closed()) {
      request.response().setStatusCode(status).putHeader("content-type", type).end(body);
    }
  }
}
