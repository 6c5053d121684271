package dev.memorysystem.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.operator.certificate.ServedCertificates.Serving;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /mutate} over HTTPS; its certificate changes without a restart. */
final class AdmissionServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AdmissionServer.class);

  /** A pod is at most 1.5 MiB in etcd; a review carries it once, with a little around it. */
  private static final int MAX_BODY = 4 * 1024 * 1024;

  private static final int EVENT_LOOPS = 2;

  /** What the API server waits for an answer at most (webhook.timeoutSeconds). */
  private static final Duration LONGEST_REVIEW = Duration.ofSeconds(10);

  /** Who is told to go may come back at once, where a node still leads there. Chosen. */
  private static final int ROUNDS = 5;

  /** Of its own: the shared one's event loops also read what informers are sent. */
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));

  private final Admission admission;
  private final MeterRegistry metrics;
  private final int port;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpServer server;
  private volatile @Nullable Serving serving;
  private @Nullable CurrentKeys shown;
  private volatile boolean ending;

  /**
   * @param port 0 for any that is free
   */
  AdmissionServer(Admission admission, MeterRegistry metrics, int port) {
    this.admission = admission;
    this.metrics = metrics;
    this.port = port;
  }

  /** The port it listens on; 0 when it does not yet. */
  int actualPort() {
    HttpServer running = server;
    return running == null ? 0 : running.actualPort();
  }

  boolean isServing() {
    return server != null;
  }

  /** Begins to listen, or changes over; connections that are open keep their certificate. */
  synchronized void serveWith(Serving wanted) throws Exception {
    if (wanted.equals(serving)) {
      return;
    }
    PemKeyCertOptions keys =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(wanted.certificates()))
            .addKeyValue(Buffer.buffer(wanted.key()));
    CurrentKeys known = shown;
    if (known == null) {
      WarmUp.run(admission);
      CurrentKeys first = new CurrentKeys(vertx, keys);
      server = listen(KeyCertOptions.wrap(first));
      shown = first;
      LOG.infof("webhook listens on port %d", actualPort());
    } else {
      known.show(vertx, keys);
      LOG.info("webhook serves with the renewed certificate");
    }
    serving = wanted;
  }

  /**
   * From now on each answer over HTTP/1.1, which API servers speak to webhooks, ends its
   * connection: one that stays open until {@link #close} would end under a request that is on its
   * way, and a POST is not sent again.
   */
  void sendAway() {
    ending = true;
  }

  /**
   * Ends once what was begun is answered: callers are told to take another connection, which leads
   * to another replica, and whatever of theirs this one has not begun they send again there.
   */
  @Override
  public synchronized void close() {
    sendAway();
    for (int round = 0; round < ROUNDS && !connections.isEmpty(); round++) {
      Future.join(connections.stream().map(AdmissionServer::endOnceAnswered).toList())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
    workers.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Future<Void> endOnceAnswered(HttpConnection connection) {
    try {
      return connection.shutdown(LONGEST_REVIEW.toMillis()).otherwiseEmpty();
    } catch (UnsupportedOperationException http1) {
      return Future.succeededFuture();
    }
  }

  private HttpServer listen(KeyCertOptions keys) throws Exception {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setKeyCertOptions(keys))
        .connectionHandler(this::opened)
        .requestHandler(this::handle)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private void opened(HttpConnection connection) {
    connections.add(connection);
    connection.closeHandler(closed -> connections.remove(connection));
  }

  private void handle(HttpServerRequest request) {
    if (!request.path().equals("/mutate")) {
      respond(request, 404, "text/plain", "only POST /mutate is served here\n");
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

  private void respond(HttpServerRequest request, int status, String type, String body) {
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    boolean last = ending && request.version() == HttpVersion.HTTP_1_1;
    if (last) {
      request.response().putHeader("connection", "close");
    }
    Future<Void> sent =
        request.response().setStatusCode(status).putHeader("content-type", type).end(body);
    if (last) {
      sent.onComplete(done -> request.connection().close());
    }
  }
}
