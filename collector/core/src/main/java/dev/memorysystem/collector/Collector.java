package dev.memorysystem.collector;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.identity.Gate;
import dev.memorysystem.collector.identity.IdentityFiles;
import dev.memorysystem.collector.log.RocksDbSignalLog;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.pipeline.Pipeline;
import dev.memorysystem.collector.pipeline.Room;
import dev.memorysystem.collector.plan.Plans;
import dev.memorysystem.collector.read.Readers;
import dev.memorysystem.collector.receive.Connections;
import dev.memorysystem.collector.receive.Receiver;
import dev.memorysystem.collector.store.SeriesStore;
import dev.memorysystem.collector.store.SqliteDatabase;
import dev.memorysystem.collector.store.SqliteSeriesStore;
import dev.memorysystem.collector.store.SqliteStateStore;
import dev.memorysystem.collector.store.StateStore;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A collector in this process: receive → log → pipeline → stores and analysis → readers.
 *
 * <p>An OTLP request is acknowledged when the signal log has it on disk; it is folded after that,
 * in order, once.
 */
public final class Collector implements AutoCloseable {
  private final Receiver receiver;
  private final Pipeline pipeline;
  private final StateStore states;
  private final SeriesStore series;
  private final Board board;
  private final LogMetrics logMetrics;
  private final Entrances entrances;
  private final PrometheusRegistry registry;
  private final PrometheusRegistry perNamespace;
  private final Deque<AutoCloseable> parts;

  private Collector(
      Receiver receiver,
      Pipeline pipeline,
      StateStore states,
      SeriesStore series,
      Board board,
      LogMetrics logMetrics,
      Entrances entrances,
      PrometheusRegistry registry,
      PrometheusRegistry perNamespace,
      Deque<AutoCloseable> parts) {
    this.receiver = receiver;
    this.pipeline = pipeline;
    this.states = states;
    this.series = series;
    this.board = board;
    this.logMetrics = logMetrics;
    this.entrances = entrances;
    this.registry = registry;
    this.perNamespace = perNamespace;
    this.parts = parts;
  }

  /**
   * Opens the stores and the ports; on return requests are taken and folded.
   *
   * @throws IOException when the data directory cannot be used or a port cannot be opened; the
   *     message says what to do
   */
  public static Collector start(CollectorConfig config) throws IOException {
    return start(config, signal -> {});
  }

  /**
   * The same, with somebody who is told each signal before it is folded.
   *
   * @param listener must be quick and must not throw
   */
  public static Collector start(CollectorConfig config, Consumer<Signal> listener)
      throws IOException {
    return start(config, listener, Clock.systemUTC());
  }

  /** Ports open as soon as the log is: what is acknowledged then waits for the stores in it. */
  private static Collector start(CollectorConfig config, Consumer<Signal> listener, Clock clock)
      throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    Path directory = config.dataDirectory();
    FutureTask<SqliteDatabase> opening =
        new FutureTask<>(() -> SqliteDatabase.open(directory.resolve("collector.db")));
    Thread.ofPlatform().daemon().name("open-stores").start(opening);
    try {
      PrometheusRegistry registry = new PrometheusRegistry();
      PrometheusRegistry perNamespace = new PrometheusRegistry();
      Entrances entrances = opened(parts, Entrances.of(config, registry, clock));
      LogMetrics logMetrics = new LogMetrics(registry);
      Board board = new Board();
      Plans plans = new Plans(board::process);
      PlanMetrics.register(plans, registry);
      SignalLog log = opened(parts, new RocksDbSignalLog(directory.resolve("log"), logMetrics));
      Receiver receiver =
          opened(
              parts,
              Receiver.start(
                  config.bindHost(),
                  entrances.list(),
                  config.limits(),
                  entrances.limits(),
                  entrances.pods(),
                  log,
                  board,
                  plans,
                  registry,
                  perNamespace,
                  clock));
      SqliteDatabase database = await(opening);
      SeriesStore series =
          new SqliteSeriesStore(
              database, SqliteSeriesStore.MAX_OF_NAMESPACE, new SeriesMetrics(registry, clock));
      WorkloadMetrics.register(board, perNamespace);
      StateStore states = new SqliteStateStore(database);
      Pipeline pipeline =
          new Pipeline(
              log,
              states,
              series,
              board,
              config.retention(),
              room(config),
              listener,
              entrances.pods(),
              plans,
              registry,
              clock);
      Deque<AutoCloseable> inOrder =
          new ArrayDeque<>(List.of(receiver, pipeline, database, log, entrances));
      return new Collector(
          receiver,
          pipeline,
          states,
          series,
          board,
          logMetrics,
          entrances,
          registry,
          perNamespace,
          inOrder);
    } catch (InterruptedException e) {
      closeAll(parts);
      abandon(opening);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    } catch (IOException | RuntimeException e) {
      closeAll(parts);
      abandon(opening);
      throw e;
    }
  }

  private static Room room(CollectorConfig config) {
    Path file = config.dataDirectory().resolve("collector.db");
    return config.retention().bytes() > 0
        ? Room.of(config.retention().bytes(), file)
        : Room.halfOfTheVolume(file);
  }

  private static SqliteDatabase await(FutureTask<SqliteDatabase> opening)
      throws IOException, InterruptedException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("cannot open the database", e.getCause());
    }
  }

  private static void abandon(FutureTask<SqliteDatabase> opening) {
    try {
      opening.get().close();
    } catch (ExecutionException e) {
      System.getLogger(Collector.class.getName())
          .log(System.Logger.Level.DEBUG, "the database did not open", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  /** Of the TLS port where callers are told apart. */
  public int otlpHttpPort() {
    return receiver.httpPort();
  }

  public int otlpGrpcPort() {
    return receiver.grpcPort();
  }

  /** The OTLP/HTTP ports: the TLS one first where callers are told apart, then the plain one. */
  public List<Integer> otlpHttpPorts() {
    return receiver.httpPorts();
  }

  /** Tells who reads. */
  public Gate gate() {
    return entrances.gate();
  }

  /** The certificate to show, as it changes; empty where there is no TLS. */
  public Optional<X509ExtendedKeyManager> certificate() {
    return Optional.ofNullable(entrances.files()).map(IdentityFiles::keyManager);
  }

  /** The connections of all ports with identity; whoever opens another tells them. */
  public Connections connections() {
    return receiver.connections();
  }

  /** What readers may ask for. */
  public Readers readers() {
    return entrances.readers();
  }

  /** Findings and assessments as they stand. */
  public Report report() {
    return board.report();
  }

  public Optional<Finding> finding(String id) {
    return board.finding(id);
  }

  /** Processes that report or did lately. */
  public List<ProcessInfo> processes() {
    return board.processes();
  }

  /**
   * What directives found in a process, the newest first: the last few of a kind.
   *
   * @param process as {@link #processes()} has it
   */
  public <T extends DirectiveResult> List<T> results(ProcessInfo process, Class<T> type)
      throws IOException {
    return states.results(process.key(), type);
  }

  /**
   * Tells everything known, then {@link Change.Synced}, then every change.
   *
   * @param listener must be quick and must not throw
   */
  public Board.Subscription subscribe(Consumer<Change> listener) {
    return board.subscribe(listener);
  }

  /**
   * Series of a workload.
   *
   * @param metric empty for all
   * @param maxMinutes rows at most; and rows looked through at most
   */
  public SeriesStore.Found series(
      Workload workload, String metric, Instant from, Instant to, int maxMinutes)
      throws IOException {
    return series.query(workload, metric, from, to, maxMinutes);
  }

  /**
   * Waits until everything acknowledged before the call is in the report.
   *
   * @return false when it was not in time
   */
  public boolean settle(Duration wait) throws InterruptedException {
    return pipeline.settle(wait);
  }

  /** Requests acknowledged since the data directory was new. */
  public long endOffset() {
    return pipeline.endOffset();
  }

  /** Whether what is acknowledged is being folded; if not, only a restart helps. */
  public boolean isAlive() {
    return pipeline.isAlive();
  }

  /** What keeps this collector from doing its work; empty when nothing does. */
  public Optional<String> trouble() {
    if (!pipeline.isAlive()) {
      return Optional.of("the pipeline has stopped: nothing is analysed until a restart");
    }
    if (!logMetrics.writable()) {
      return Optional.of("the signal log cannot be written: requests are refused");
    }
    return pipeline.trouble();
  }

  /**
   * What makes it slow or refuse for now, and either passes or is repaired by more room; empty when
   * nothing does. It is apart from {@link #trouble()}: who waits for that to end before it gives a
   * collector more room would wait for ever.
   */
  public Optional<String> strain() {
    return pipeline.backlogLeft().or(receiver::trouble);
  }

  /** Own metrics and derived series in Prometheus' text format 0.0.4, UTF-8. */
  public void writeMetrics(OutputStream out) throws IOException {
    writeOwnMetrics(out);
    PrometheusTextFormatWriter.create().write(out, perNamespace.scrape());
  }

  /** The same without what names a namespace or a workload. */
  public void writeOwnMetrics(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }

  /** Takes no more requests, folds what was acknowledged, closes. The report can still be read. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.getLogger(Collector.class.getName())
            .log(System.Logger.Level.WARNING, "a part of the collector did not close cleanly", e);
      }
    }
  }
}
