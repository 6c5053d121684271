package dev.memorysystem.collector.server;

import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.receive.Tls;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The API over TLS, where callers are told apart: Quarkus' routes on a server of our own. Quarkus
 * does not show a connection before its first request, and strangers make none. HTTP/1.1 alone: one
 * answer at a time on a connection, of which it is known when it is written.
 */
@Singleton
public class HttpsPort {
  private static final Logger LOG = Logger.getLogger(HttpsPort.class);
  private static final int START_SECONDS = 30;

  /** Bytes, as Quarkus' other port: a token of a ServiceAccount takes one or two KiB. */
  private static final int MAX_HEADERS = 20 << 10;

  private final CollectorLifecycle lifecycle;
  private final Vertx vertx;
  private final String host;
  private final int port;
  private final Duration idle;
  private @Nullable HttpServer server;

  /**
   * @param port 0 for any free one
   */
  @Inject
  public HttpsPort(
      CollectorLifecycle lifecycle,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.ssl-port") int port,
      @ConfigProperty(name = "quarkus.http.idle-timeout") Duration idle) {
    this.lifecycle = lifecycle;
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.idle = idle;
  }

  void open(@Observes StartupEvent start) throws InterruptedException {
    Collector collector = lifecycle.collector();
    if (collector.certificate().isPresent()) {
      server = listen(collector, collector.certificate().get());
      LOG.infof("API on %s: HTTPS %d", host, port());
    }
  }

  private HttpServer listen(Collector collector, X509ExtendedKeyManager certificate)
      throws InterruptedException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADERS)
            .setIdleTimeout((int) idle.toSeconds());
    Tls.secure(options, certificate);
    options.setUseAlpn(false);
    try {
      return vertx
          .createHttpServer(options)
          .connectionHandler(collector.connections()::opened)
          .requestHandler(VertxHttpRecorder.getRootHandler())
          .listen(port, host)
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "cannot open the API's HTTPS port %s:%d: %s; set QUARKUS_HTTP_SSL_PORT to a free one"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  /** The port in use. */
  int port() {
    if (server == null) {
      throw new IllegalStateException("there is no HTTPS port where callers are not told apart");
    }
    return server.actualPort();
  }
}
