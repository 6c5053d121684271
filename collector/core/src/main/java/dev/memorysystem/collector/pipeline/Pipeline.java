package dev.memorysystem.collector.pipeline;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.analysis.Analysis;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.log.LogEntry;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.store.SeriesStore;
import dev.memorysystem.collector.store.StateStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread: read the log → translate → fold → commit → publish → truncate.
 *
 * <p>The offset is committed in the same transaction as everything folded up to it, so that after a
 * restart nothing is folded twice and nothing is left out. Series go first, in a transaction of
 * their own: adding them again changes nothing.
 */
public final class Pipeline implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

  private static final int MAX_ENTRIES = 256;
  private static final long MAX_BYTES = 4L << 20;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_SILENT = Duration.ofSeconds(1);

  /** While this collector was away nobody could be heard: agents get so long to come back. */
  private static final Duration TIME_TO_BE_HEARD = Duration.ofMinutes(1);

  private static final Duration PRUNE = Duration.ofHours(1);

  /** Folded entries after which the log is truncated: truncating costs a sync of its own. */
  private static final int TRUNCATE_EVERY = 1024;

  private final SignalLog log;
  private final StateStore states;
  private final SeriesStore series;
  private final Analysis analysis;
  private final Board board;
  private final Retention retention;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final Registry registry = new Registry();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private boolean stopping;
  private volatile long folded;
  private long truncated;
  private final Instant started;
  private Instant lookedForSilent;
  private Instant pruned;

  /**
   * Starts where the stores left off.
   *
   * @throws IOException when the log or a store cannot be read
   */
  @SuppressWarnings("ThreadStartInConstructor")
  public Pipeline(
      SignalLog log,
      StateStore states,
      SeriesStore series,
      Board board,
      Retention retention,
      PrometheusRegistry prometheus,
      Clock clock)
      throws IOException {
    this.log = log;
    this.states = states;
    this.series = series;
    this.board = board;
    this.retention = retention;
    this.clock = clock;
    this.metrics = new PipelineMetrics(prometheus);
    this.analysis = new Analysis(states, metrics::failed);
    this.started = clock.instant();
    this.lookedForSilent = started;
    this.pruned = lookedForSilent;
    StateStore.Snapshot snapshot = states.load();
    load(snapshot);
    folded = start(snapshot.offset());
    truncated = log.firstOffset();
    PipelineMetrics.lag(prometheus, () -> Math.max(0, log.endOffset() - folded));
    thread = Thread.ofPlatform().daemon().name("pipeline").start(this::run);
  }

  /** A log that ends before the checkpoint is a new one: all it holds is news. */
  private long start(long checkpoint) throws IOException {
    if (checkpoint <= log.endOffset()) {
      return Math.max(checkpoint, log.firstOffset());
    }
    LOG.log(
        Level.WARNING,
        "the signal log ends at {0}, before the checkpoint {1}: it was replaced, and is read from"
            + " its beginning",
        log.endOffset(),
        checkpoint);
    return log.firstOffset();
  }

  private void load(StateStore.Snapshot snapshot) {
    registry.load(snapshot);
    Instant now = clock.instant();
    board.load(
        snapshot.findings(),
        snapshot.assessments(),
        snapshot.processes().stream().map(process -> asOf(process, now)).toList());
  }

  /**
   * Waits until everything acknowledged before the call is folded, committed and published.
   *
   * @return false when it was not in time
   */
  public boolean settle(Duration wait) throws InterruptedException {
    long target = log.endOffset();
    lock.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      while (folded < target && nanos > 0 && thread.isAlive()) {
        nanos = progress.awaitNanos(nanos);
      }
      return folded >= target;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the folding thread runs. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Folds what is acknowledged, then stops; what it cannot fold stays in the log. */
  @Override
  public void close() {
    try {
      if (!settle(Duration.ofSeconds(10))) {
        LOG.log(Level.WARNING, "stopping with entries unfolded; they are folded on the next start");
      }
      lock.lock();
      try {
        stopping = true;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isStopping()) {
        List<LogEntry> entries = log.read(folded, MAX_ENTRIES, MAX_BYTES, POLL);
        if (!entries.isEmpty()) {
          advance(entries);
        }
        tellSilent();
        prune();
      }
      truncate();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "interrupted", e);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "the pipeline stopped; restart the collector", e);
    }
  }

  /** The main path. */
  private void advance(List<LogEntry> entries) throws IOException, InterruptedException {
    Batch batch = new Batch();
    for (LogEntry entry : entries) {
      for (Observation observation : translate(entry)) {
        apply(observation, entry.receivedAt(), batch);
      }
    }
    long next = entries.getLast().offset() + 1;
    commit(batch, entries.size(), next);
    batch.changes().forEach(board::publish);
    reached(next);
    if (next - truncated >= TRUNCATE_EVERY) {
      truncate();
    }
  }

  private List<Observation> translate(LogEntry entry) {
    try {
      return switch (entry.kind()) {
        case LOGS ->
            LogTranslator.translate(
                ExportLogsServiceRequest.parseFrom(entry.payload()), entry.receivedAt(), registry);
        case METRICS ->
            MetricTranslator.translate(
                ExportMetricsServiceRequest.parseFrom(entry.payload()),
                entry.receivedAt(),
                registry);
      };
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      LOG.log(Level.WARNING, "log entry " + entry.offset() + " cannot be read, left out", e);
      metrics.failed();
      return List.of();
    }
  }

  private void apply(Observation observation, Instant receivedAt, Batch batch) throws IOException {
    switch (observation) {
      case Observation.LiveSetSeen seen -> {
        registry.heard(seen.origin(), receivedAt, seen.liveSet()).ifPresent(batch::add);
        batch.add(seen.points());
        fold(seen.liveSet(), batch);
      }
      case Observation.SurvivorsSeen seen -> {
        registry.heard(seen.origin(), receivedAt).ifPresent(batch::add);
        fold(seen.survivors(), batch);
      }
      case Observation.Measured seen -> {
        registry.heard(seen.origin(), receivedAt).ifPresent(batch::add);
        batch.add(seen.points());
      }
      case Observation.AgentSpoke agent ->
          registry.heard(agent.origin(), receivedAt, agent).ifPresent(batch::add);
      case Observation.PodSeen seen -> pod(seen, batch);
      case Observation.ProfileSeen seen -> profile(seen, batch);
      case Observation.Ignored ignored -> metrics.ignored(ignored.reason());
    }
  }

  private void pod(Observation.PodSeen seen, Batch batch) throws IOException {
    if (!registry.isNews(seen.pod())) {
      return;
    }
    if (seen.deleted()) {
      registry.gone(seen.pod());
      batch.delete(seen.pod());
    } else {
      List<? extends Signal> settings = registry.seen(seen.pod());
      batch.add(seen.pod());
      foldAll(settings, batch);
    }
    foldAll(seen.facts(), batch);
  }

  private void profile(Observation.ProfileSeen seen, Batch batch) throws IOException {
    if (seen.deleted()) {
      batch.delete(seen.profile());
      foldAll(registry.gone(seen.profile(), seen.at()), batch);
    } else {
      batch.add(seen.profile());
      foldAll(registry.seen(seen.profile(), seen.at()), batch);
    }
  }

  private void foldAll(List<? extends Signal> signals, Batch batch) throws IOException {
    for (Signal signal : signals) {
      fold(signal, batch);
    }
  }

  private void fold(Signal signal, Batch batch) throws IOException {
    for (Decision decision : analysis.fold(signal)) {
      batch.add(decision);
    }
  }

  /** Tries until it is on disk: the states in memory are already ahead. */
  private void commit(Batch batch, int entries, long next) throws InterruptedException {
    while (true) {
      long start = System.nanoTime();
      try {
        series.append(batch.points());
        states.commit(batch.commit(clock.instant(), next, analysis.changedStates()));
        analysis.committed();
        metrics.committed(entries, Duration.ofNanos(System.nanoTime() - start));
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "what was folded cannot be stored; trying again", e);
        metrics.failed();
        if (sleepUnlessStopping(RETRY)) {
          throw new InterruptedException("stopping with a batch that cannot be stored");
        }
      }
    }
  }

  private boolean sleepUnlessStopping(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = time.toNanos();
      while (!stopping && nanos > 0) {
        nanos = progress.awaitNanos(nanos);
      }
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void reached(long next) {
    lock.lock();
    try {
      folded = next;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void truncate() {
    if (folded > truncated) {
      try {
        log.truncateBefore(folded);
        truncated = folded;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the signal log keeps what is folded; trying again later", e);
      }
    }
  }

  private void tellSilent() {
    Instant now = clock.instant();
    if (now.isBefore(lookedForSilent.plus(LOOK_FOR_SILENT))) {
      return;
    }
    lookedForSilent = now;
    for (ProcessInfo process : board.processes()) {
      ProcessInfo asOfNow = asOf(process, now);
      if (asOfNow.status() != process.status()) {
        board.publish(new Change.ProcessChanged(asOfNow));
      }
    }
  }

  private ProcessInfo asOf(ProcessInfo process, Instant now) {
    return now.isBefore(started.plus(TIME_TO_BE_HEARD)) ? process : process.at(now);
  }

  private void prune() {
    Instant now = clock.instant();
    if (now.isBefore(pruned.plus(PRUNE))) {
      return;
    }
    pruned = now;
    try {
      truncate();
      series.prune(now.minus(retention.series()));
      states.prune(now.minus(retention.processes()), now.minus(retention.workloads()));
      analysis.reload();
      load(states.load());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what is old could not be removed; trying again in an hour", e);
    }
  }
}
