package dev.memorysystem.collector.pipeline;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.plan.Escalation;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.plan.WorkloadPlan;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.analysis.Analysis;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessMemory;
import dev.memorysystem.collector.identity.GonePods;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.log.LogEntry;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.plan.Plans;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One thread: read the log → translate → fold → publish. Now and then another commits what was
 * folded, and truncates the log ({@link Commits}).
 *
 * <p>The offset is committed in the same transaction as everything folded up to it, so that after a
 * restart nothing is folded twice and nothing is left out. What was folded since is folded again
 * from the log, to the same result. Series go first, in a transaction of their own: adding them
 * again changes nothing. Findings and assessments are published when they are on disk: readers act
 * on them, and a restart must not take them back.
 */
public final class Pipeline implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

  private static final int MAX_ENTRIES = 256;

  /** Bytes of payload translated at once; they take some ten times as much memory. */
  private static final long MAX_BYTES = 1L << 20;

  /** Between two commits, each of which costs a sync and a copy of every changed state. */
  private static final Duration COMMIT = Duration.ofMillis(400);

  /** How soon a reader who waits for the next commit is noticed. */
  private static final Duration HURRY = Duration.ofMillis(20);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_FOR_SILENT = Duration.ofSeconds(1);

  /** While this collector was away nobody could be heard: agents get so long to come back. */
  private static final Duration TIME_TO_BE_HEARD = Duration.ofMinutes(1);

  private static final Duration PRUNE = Duration.ofHours(1);
  private static final Duration LOOK_FOR_ROOM = Duration.ofMinutes(1);

  /** Series points that wait for a commit at most, some 200 bytes each; then folding waits. */
  private static final int MAX_POINTS =
      (int) Math.min(50_000, Runtime.getRuntime().maxMemory() / (8 << 10));

  private final SignalLog log;
  private final StateStore states;
  private final SeriesStore series;
  private final Consumer<Signal> listener;
  private final Analysis analysis;
  private final Commits commits;
  private final Board board;
  private final Retention retention;
  private final Room room;
  private final PodWords pods;
  private final Plans plans;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final Registry registry = new Registry();

  /** Event time of the newest signal of workloads that were folded since plans were made. */
  private final Map<Workload, Instant> unplanned = new HashMap<>();

  private final SteadyTime steadyTime;
  private final PruneTime pruneTime;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private boolean stopping;
  private volatile boolean hurry;
  private volatile long folded;
  private Batch batch = new Batch();
  private int uncommitted;
  private long firstUncommitted;
  private final Instant started;

  /** End of what an earlier run took. */
  private final long backlog;

  private Instant lookedForSilent;
  private Instant pruned;

  /** Whether there may be series older than their retention; and more than there is room for. */
  private boolean oldSeries;

  private boolean overfull;
  private Instant lookedForRoom;

  /**
   * Starts where the stores left off.
   *
   * @param listener told each signal before it is folded; must be quick and must not throw
   * @param pods hears which pods went unseen
   * @param plans hears what agents are to look at
   * @throws IOException when the log or a store cannot be read
   */
  public Pipeline(
      SignalLog log,
      StateStore states,
      SeriesStore series,
      Board board,
      Retention retention,
      Room room,
      Consumer<Signal> listener,
      PodWords pods,
      Plans plans,
      PrometheusRegistry prometheus,
      Clock clock)
      throws IOException {
    this(
        log,
        states,
        series,
        board,
        retention,
        room,
        listener,
        pods,
        plans,
        prometheus,
        clock,
        System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  @SuppressWarnings("ThreadStartInConstructor")
  Pipeline(
      SignalLog log,
      StateStore states,
      SeriesStore series,
      Board board,
      Retention retention,
      Room room,
      Consumer<Signal> listener,
      PodWords pods,
      Plans plans,
      PrometheusRegistry prometheus,
      Clock clock,
      LongSupplier nanoTime)
      throws IOException {
    this.log = log;
    this.states = states;
    this.series = series;
    this.board = board;
    this.retention = retention;
    this.room = room;
    this.listener = listener;
    this.pods = pods;
    this.plans = plans;
    this.clock = clock;
    this.metrics = new PipelineMetrics(prometheus);
    this.analysis = new Analysis(states, metrics::failed);
    this.started = clock.instant();
    this.lookedForSilent = started;
    this.lookedForRoom = lookedForSilent;
    StateStore.Snapshot snapshot = states.load();
    load(snapshot);
    planAll(snapshot);
    Instant latest = latest(snapshot.processes());
    steadyTime = new SteadyTime(latest);
    pruneTime = new PruneTime(snapshot.processes().isEmpty() ? started : latest, nanoTime);
    pruned = pruneTime.of(started);
    folded = start(snapshot.offset());
    backlog = log.endOffset();
    commits = new Commits(log, states, series, board, metrics, clock, folded, this::tellCommitted);
    PipelineMetrics.offsets(prometheus, log::endOffset, () -> folded);
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

  /** The latest time that anything was heard or said. */
  private static Instant latest(List<ProcessInfo> processes) {
    Instant latest = Instant.EPOCH;
    for (ProcessInfo process : processes) {
      ProcessMemory memory = process.memory();
      latest = later(latest, process.lastSeen());
      latest = memory == null ? latest : later(latest, memory.at());
    }
    return latest;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void load(StateStore.Snapshot snapshot) {
    registry.load(snapshot);
    Instant now = clock.instant();
    board.load(
        snapshot.findings(),
        snapshot.assessments(),
        snapshot.anomalies(),
        snapshot.processes().stream().map(process -> asOf(process, now)).toList());
  }

  /** Agents ask again at once after a restart: they are told what they were told before. */
  private void planAll(StateStore.Snapshot snapshot) throws IOException {
    for (KnownProfile profile : snapshot.profiles()) {
      plans.asked(profile.namespace(), profile.name(), profile.directives());
    }
    for (Workload workload : registry.governed()) {
      Plan usual = Escalation.usual(registry.looks(workload), false);
      plans.decided(workload, new WorkloadPlan(usual, Map.of()));
    }
    for (Finding finding : snapshot.findings()) {
      if (finding.state() != FindingState.RESOLVED) {
        plan(finding.workload(), clock.instant());
      }
    }
    plans.open();
  }

  /** Once for all that came of a workload: of plans between nobody would hear. */
  private void planFolded() throws IOException {
    for (Map.Entry<Workload, Instant> each : unplanned.entrySet()) {
      plan(each.getKey(), each.getValue());
    }
    unplanned.clear();
  }

  private void plan(Workload workload, Instant at) throws IOException {
    WorkloadState state = analysis.state(workload);
    try {
      plans.decided(workload, Escalation.of(state, registry.looks(workload), at));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "what to look at next in %s could not be decided: its agents go on as before"
              .formatted(workload.key()),
          e);
      metrics.failed();
    }
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
      while (commits.committed() < target && nanos > 0 && thread.isAlive()) {
        hurry = true;
        nanos = progress.awaitNanos(nanos);
      }
      return commits.committed() >= target;
    } finally {
      lock.unlock();
    }
  }

  /** Of the log. */
  public long endOffset() {
    return log.endOffset();
  }

  /** What keeps it from storing what it folds; empty when nothing does. */
  public Optional<String> trouble() {
    return commits.trouble();
  }

  /** What an earlier run took and nobody has analysed yet; empty when there is none. */
  public Optional<String> backlogLeft() {
    long left = backlog - commits.committed();
    return left <= 0
        ? Optional.empty()
        : Optional.of(
            "%d requests taken before the start are not analysed yet: what is told is as old as they are"
                .formatted(left));
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
      } finally {
        lock.unlock();
      }
      commits.giveUp();
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isStopping()) {
        List<LogEntry> entries = log.read(folded, MAX_ENTRIES, MAX_BYTES, patience());
        if (!entries.isEmpty()) {
          advance(entries);
        }
        if (isCommitDue()) {
          commit();
        }
        tellSilent();
        keepWithinBounds();
        prune();
        pruneSeries();
      }
      commitAll();
      commits.truncate();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "interrupted", e);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "the pipeline stopped; restart the collector", e);
    } finally {
      commits.close();
    }
  }

  /** What was decided is published with its commit, and is rare: it does not wait. */
  private boolean isCommitDue() throws IOException, InterruptedException {
    boolean due =
        hurry
            || !batch.decided().isEmpty()
            || System.nanoTime() - firstUncommitted > COMMIT.toNanos();
    return uncommitted > 0 && due && commits.isIdle();
  }

  private Duration patience() {
    return uncommitted == 0 && !oldSeries && !overfull ? POLL : HURRY;
  }

  /** The main path. */
  private void advance(List<LogEntry> entries) throws IOException, InterruptedException {
    if (uncommitted == 0) {
      firstUncommitted = System.nanoTime();
    }
    for (LogEntry entry : entries) {
      for (Observation observation : translate(entry)) {
        apply(observation, entry.receivedAt(), batch);
      }
    }
    uncommitted += entries.size();
    batch.takeProcesses().forEach(board::publish);
    registry.takeForgotten().forEach(process -> board.publish(Change.Removed.of(process)));
    planFolded();
    plans.tell();
    folded = entries.getLast().offset() + 1;
    if (batch.points().size() > MAX_POINTS) {
      commit();
    }
  }

  private List<Observation> translate(LogEntry entry) {
    Instant receivedAt = steadyTime.of(entry.receivedAt());
    try {
      return switch (entry.kind()) {
        case LOGS ->
            LogTranslator.translate(
                ExportLogsServiceRequest.parseFrom(entry.payload()), receivedAt, registry);
        case METRICS ->
            MetricTranslator.translate(
                ExportMetricsServiceRequest.parseFrom(entry.payload()), receivedAt, registry);
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
        batch.add(registry.heard(seen.origin(), receivedAt, seen.liveSet()));
        batch.add(seen.points());
        fold(seen.liveSet(), batch);
      }
      case Observation.SurvivorsSeen seen -> {
        batch.add(registry.heard(seen.origin(), receivedAt));
        fold(seen.survivors(), batch);
      }
      case Observation.ContainersSeen seen -> {
        batch.add(registry.heard(seen.origin(), receivedAt));
        fold(seen.containers(), batch);
      }
      case Observation.PathsSeen seen -> {
        batch.add(registry.heard(seen.origin(), receivedAt));
        fold(seen.paths(), batch);
      }
      case Observation.Measured seen -> {
        batch.add(registry.heard(seen.origin(), receivedAt));
        batch.add(seen.points());
      }
      case Observation.AgentSpoke agent ->
          batch.add(registry.heard(agent.origin(), receivedAt, agent));
      case Observation.DirectiveEnded ended -> {
        batch.add(registry.heard(ended.origin(), receivedAt, ended.outcome()));
        plans.changed(ended.origin().workload().namespace());
      }
      case Observation.ResultFound found -> {
        ProcessInfo process = registry.heard(found.origin(), receivedAt, found.result());
        batch.add(process);
        batch.add(process, found.result());
      }
      case Observation.RulesReported reported ->
          batch.add(registry.heard(reported.origin(), receivedAt, reported.findings()));
      case Observation.PodSeen seen -> pod(seen, batch);
      case Observation.ProfileSeen seen -> profile(seen, batch);
      case Observation.ClusterListed listed -> listed(listed, batch);
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
      plans.asked(seen.profile().namespace(), seen.profile().name(), List.of());
      foldAll(registry.gone(seen.profile(), seen.at()), batch);
    } else {
      batch.add(seen.profile());
      plans.asked(seen.profile().namespace(), seen.profile().name(), seen.profile().directives());
      foldAll(registry.seen(seen.profile(), seen.at()), batch);
    }
  }

  /** What nobody saw go is gone; a workload whose finding nobody reports hears of its pods. */
  private void listed(Observation.ClusterListed listed, Batch batch) throws IOException {
    Registry.Vanished vanished = registry.listed(listed);
    for (KnownPod pod : refuseTokens(vanished.pods(), listed)) {
      pod(new Observation.PodSeen(pod, pod.deletedAt(listed.at()), true), batch);
    }
    for (KnownProfile profile : vanished.profiles()) {
      profile(new Observation.ProfileSeen(profile, listed.at(), true), batch);
    }
    for (Workload workload : board.absent()) {
      fold(registry.listed(workload, listed.at()), batch);
    }
  }

  /**
   * Has the tokens of those refused that are gone for certain.
   *
   * @return all; none where that could not be stored: they stay known until the next listing
   */
  private List<KnownPod> refuseTokens(List<KnownPod> vanished, Observation.ClusterListed listed) {
    List<GonePods.Word> words =
        vanished.stream()
            .filter(pod -> listed.namespaces().contains(pod.namespace()))
            .map(pod -> new GonePods.Word(pod.uid(), listed.at(), true))
            .toList();
    if (words.isEmpty()) {
      return vanished;
    }
    try {
      pods.tell(words);
      return vanished;
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "{0} pods are gone, and their tokens are still taken: {1}; trying again in five minutes",
          words.size(),
          e.getMessage());
      return List.of();
    }
  }

  private void foldAll(List<? extends Signal> signals, Batch batch) throws IOException {
    for (Signal signal : signals) {
      fold(signal, batch);
    }
  }

  private void fold(Signal signal, Batch batch) throws IOException {
    listener.accept(signal);
    for (Decision decision : analysis.fold(signal)) {
      batch.add(decision);
    }
    unplanned.put(signal.workload(), signal.at());
  }

  /** Hands over what was folded since the last time. */
  private void commit() throws IOException, InterruptedException {
    commits.await();
    hurry = false;
    commits.begin(batch, analysis.takeChanged(), uncommitted, folded);
    batch = new Batch();
    uncommitted = 0;
  }

  private void commitAll() throws IOException, InterruptedException {
    if (uncommitted > 0) {
      commit();
    }
    commits.await();
  }

  private void tellCommitted() {
    lock.lock();
    try {
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

  /** Also when the clock was set back. */
  private static boolean isDue(Instant last, Duration every, Instant now) {
    return now.isBefore(last) || !now.isBefore(last.plus(every));
  }

  private void tellSilent() {
    Instant now = clock.instant();
    if (!isDue(lookedForSilent, LOOK_FOR_SILENT, now)) {
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

  /** The oldest series go before the volume is full. */
  private void keepWithinBounds() throws IOException, InterruptedException {
    Instant now = clock.instant();
    if (!overfull && !isDue(lookedForRoom, LOOK_FOR_ROOM, now)) {
      return;
    }
    lookedForRoom = now;
    commits.await();
    try {
      long bytes = room.bytes();
      boolean wasOverfull = overfull;
      overfull = series.pruneTo(bytes);
      if (overfull && !wasOverfull) {
        LOG.log(Level.INFO, "the oldest series are forgotten to stay within {0} bytes", bytes);
      }
    } catch (IOException e) {
      overfull = false;
      LOG.log(Level.WARNING, "the oldest series could not be forgotten; trying again", e);
    }
  }

  private void prune() throws IOException, InterruptedException {
    Instant now = pruneTime.of(clock.instant());
    if (!isDue(pruned, PRUNE, now)) {
      return;
    }
    pruned = now;
    try {
      commitAll();
      commits.truncate();
      states.prune(
          now.minus(retention.processes()), now.minus(retention.workloads()), registry.withPods());
      analysis.reload();
      load(states.load());
      plans.retain(
          board.processes().stream().map(ProcessInfo::workload).collect(Collectors.toSet()));
      oldSeries = true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what is old could not be removed; trying again in an hour", e);
    }
  }

  /** A part of them at a time: there may be days of them after an outage. */
  private void pruneSeries() throws IOException, InterruptedException {
    if (!oldSeries) {
      return;
    }
    commits.await();
    try {
      oldSeries = series.prune(pruned.minus(retention.series()));
    } catch (IOException e) {
      oldSeries = false;
      LOG.log(Level.WARNING, "old series could not be removed; trying again in an hour", e);
    }
  }
}
