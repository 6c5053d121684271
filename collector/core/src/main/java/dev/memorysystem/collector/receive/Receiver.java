package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.identity.IdentityFiles;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.plan.Plans;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OTLP ports. A request is acknowledged when the signal log has it on disk. */
public final class Receiver implements AutoCloseable {
  /** Requests inflated and decoded at the same time. */
  private static final int DECODERS = 2;

  /** Seconds a silent connection is kept; exporters report every 60 s at most by default. */
  private static final int IDLE_SECONDS = 120;

  /** An OpenTelemetry SDK has one for metrics and one for logs. */
  private static final int CONNECTIONS_OF_PROCESS = 2;

  private static final long LOOK_FOR_SILENT_MILLIS = 1_000;

  /** HTTP/2 streams a connection may have open; exporters use one at a time. */
  private static final int MAX_STREAMS = 64;

  private static final int START_SECONDS = 30;
  private static final int STOP_SECONDS = 10;

  private final Vertx vertx;
  private final Intake intake;
  private final ExecutorService decoders;
  private final HeapGuard heap;
  private final Connections connections;
  private final Plans plans;
  private final List<Opened> opened;
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Opened(HttpServer http, HttpServer grpc) {}

  private Receiver(
      Vertx vertx,
      Intake intake,
      ExecutorService decoders,
      HeapGuard heap,
      Connections connections,
      Plans plans,
      List<Opened> opened) {
    this.vertx = vertx;
    this.intake = intake;
    this.decoders = decoders;
    this.heap = heap;
    this.connections = connections;
    this.plans = plans;
    this.opened = opened;
  }

  /**
   * Opens the ports.
   *
   * @param entrances one at least
   * @param board tells which processes are known
   * @param plans what agents are told to look at
   * @param perNamespace metrics that name namespaces are registered there
   * @throws IOException when a port cannot be opened
   */
  public static Receiver start(
      String host,
      List<Entrance> entrances,
      Limits wanted,
      NamespaceLimits namespaceLimits,
      PodWords pods,
      SignalLog log,
      Board board,
      Plans plans,
      PrometheusRegistry registry,
      PrometheusRegistry perNamespace,
      Clock clock)
      throws IOException, InterruptedException {
    Limits limits = wanted.within(Runtime.getRuntime().maxMemory());
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            DECODERS, Thread.ofPlatform().daemon().name("otlp-decode-", 0).factory());
    HeapGuard heap = new HeapGuard(registry);
    MemoryLimiter limiter = new MemoryLimiter(limits.inFlight(), heap);
    ReceiveMetrics metrics = new ReceiveMetrics(registry, perNamespace, limiter);
    Quotas quotas = new Quotas(namespaceLimits, limits.inFlight(), System::nanoTime);
    Connections connections =
        new Connections(
            CONNECTIONS_OF_PROCESS * namespaceLimits.processes(), registry, System::nanoTime);
    vertx.setPeriodic(LOOK_FOR_SILENT_MILLIS, timer -> connections.closeSilent());
    Intake intake = new Intake(log, decoders, clock, limits.inflated(), metrics, pods);
    try {
      List<Opened> opened = new ArrayList<>();
      for (Entrance entrance : entrances) {
        Admission admission = new Admission(entrance.gate(), quotas, connections, metrics);
        OtlpHttp otlp = new OtlpHttp(admission, intake, limiter, metrics, limits.request());
        PlanHttp plan = new PlanHttp(vertx, admission, metrics, plans, board::process);
        opened.add(
            new Opened(
                listen(
                    vertx,
                    host,
                    entrance.httpPort(),
                    entrance.certificate(),
                    connections,
                    "OTLP/HTTP",
                    request -> {
                      if (PlanHttp.PATH.equals(request.path())) {
                        plan.handle(request);
                      } else {
                        otlp.handle(request);
                      }
                    }),
                listen(
                    vertx,
                    host,
                    entrance.grpcPort(),
                    entrance.certificate(),
                    connections,
                    "OTLP/gRPC",
                    new OtlpGrpc(admission, intake, limiter, metrics, limits.request()))));
      }
      return new Receiver(vertx, intake, decoders, heap, connections, plans, opened);
    } catch (IOException | InterruptedException | RuntimeException e) {
      decoders.shutdown();
      vertx.close();
      throw e;
    }
  }

  /** Of the first entrance, as {@link #grpcPort()}. */
  public int httpPort() {
    return opened.getFirst().http().actualPort();
  }

  public int grpcPort() {
    return opened.getFirst().grpc().actualPort();
  }

  /** The OTLP/HTTP port of each entrance. */
  public List<Integer> httpPorts() {
    return opened.stream().map(each -> each.http().actualPort()).toList();
  }

  /** The connections of all ports with identity; whoever opens another tells them. */
  public Connections connections() {
    return connections;
  }

  /** Why requests are refused though they are in order; empty when they are not. */
  public Optional<String> trouble() {
    return heap.trouble();
  }

  /** Refuses new requests for now, answers those it has, closes. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      plans.release();
      intake.stop(Duration.ofSeconds(STOP_SECONDS));
      await(
          Future.join(
              opened.stream()
                  .flatMap(each -> Stream.of(each.http().close(), each.grpc().close()))
                  .toList()),
          STOP_SECONDS,
          "the OTLP ports did not close");
      decoders.shutdown();
      decoders.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      await(vertx.close(), STOP_SECONDS, "Vert.x did not close");
    } catch (IOException e) {
      decoders.shutdownNow();
      System.getLogger(Receiver.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
    } catch (InterruptedException e) {
      decoders.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer listen(
      Vertx vertx,
      String host,
      int port,
      @Nullable IdentityFiles certificate,
      Connections connections,
      String what,
      Handler<HttpServerRequest> handler)
      throws IOException, InterruptedException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHandle100ContinueAutomatically(true)
            .setIdleTimeout(IDLE_SECONDS)
            .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS));
    if (certificate != null) {
      Tls.secure(options, certificate.keyManager());
    }
    HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
    if (certificate != null) {
      server.connectionHandler(connections::opened);
    }
    return await(
        server.listen(port, host),
        START_SECONDS,
        "cannot open the %s port %s:%d".formatted(what, host, port));
  }

  private static <T> T await(Future<T> future, int seconds, String failure)
      throws IOException, InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(failure + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException(failure + " in " + seconds + " s", e);
    }
  }
}
