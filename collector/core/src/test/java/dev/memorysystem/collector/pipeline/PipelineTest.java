package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessStatus;
import dev.memorysystem.collector.identity.GonePods;
import dev.memorysystem.collector.log.LogObserver;
import dev.memorysystem.collector.log.RocksDbSignalLog;
import dev.memorysystem.collector.log.SignalKind;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.plan.Plans;
import dev.memorysystem.collector.store.Commit;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.SqliteDatabase;
import dev.memorysystem.collector.store.SqliteSeriesStore;
import dev.memorysystem.collector.store.SqliteStateStore;
import dev.memorysystem.collector.store.StateStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> SHOP = List.of("shop");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;
  private final SteppedClock clock = new SteppedClock(NOON);

  /** One run of a pipeline over the stores in {@link #data}. */
  private final class Run implements AutoCloseable {
    final PrometheusRegistry registry = new PrometheusRegistry();
    final Board board = new Board();
    final SqliteDatabase database;
    final SignalLog log;
    final AtomicInteger prunes = new AtomicInteger();
    final List<String> refused = new CopyOnWriteArrayList<>();
    volatile boolean full;
    final Plans plans = new Plans(board::process);
    final Pipeline pipeline;

    Run() throws IOException {
      this("log", new AtomicInteger());
    }

    Run(String logName, AtomicInteger failures) throws IOException {
      database = SqliteDatabase.open(data.resolve("test.db"));
      log = new RocksDbSignalLog(data.resolve(logName), LogObserver.NONE);
      pipeline =
          new Pipeline(
              log,
              new Flaky(new SqliteStateStore(database), failures, prunes),
              new SqliteSeriesStore(database),
              board,
              Retention.DEFAULT,
              () -> 1L << 30,
              signal -> {},
              this::refuse,
              plans,
              registry,
              clock,
              clock::nanoTime);
    }

    void take(String instance, long floor) throws Exception {
      byte[] payload =
          Otlp.request(
                  Otlp.process(instance),
                  Otlp.event(
                      "memory.live_set",
                      clock.instant(),
                      Map.of("memory.live_set.floor", floor, "memory.heap.limit", 1000L)))
              .toByteArray();
      log.append(SignalKind.LOGS, clock.instant(), payload).get();
    }

    private void refuse(Collection<GonePods.Word> words) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      words.forEach(word -> refused.add(word.uid()));
    }

    /** A whole listing: a profile, pods, and that this was all. */
    void tell(String... pods) throws Exception {
      say(Otlp.bodyEvent("memory.profile", clock.instant(), Map.of("name", "all")));
      for (String uid : pods) {
        Map<String, Object> resource = new HashMap<>(Otlp.process("none"));
        resource.put("k8s.pod.uid", uid);
        append(
            Otlp.request(
                resource,
                Otlp.bodyEvent(
                    "memory.pod",
                    clock.instant(),
                    Map.of("profile", "all", "containers", List.of(Map.of("name", "app"))))));
      }
      say(Otlp.bodyEvent("memory.sync", clock.instant(), Map.of("namespaces", SHOP)));
    }

    void say(LogRecord record) throws Exception {
      append(Otlp.request(Map.of("k8s.namespace.name", "shop"), record));
    }

    private void append(ExportLogsServiceRequest request) throws Exception {
      log.append(SignalKind.LOGS, clock.instant(), request.toByteArray()).get();
      settle();
    }

    /** Uids of pods and keys of profiles in the store. */
    List<String> known() throws IOException {
      StateStore.Snapshot snapshot = new SqliteStateStore(database).load();
      return Stream.concat(
              snapshot.pods().stream().map(KnownPod::uid),
              snapshot.profiles().stream().map(Registry::key))
          .toList();
    }

    void settle() throws InterruptedException {
      assertThat(pipeline.settle(PATIENCE)).isTrue();
    }

    double metric(String name) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
      return out.toString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      pipeline.close();
      log.close();
      database.close();
    }
  }

  /** A store whose first commits fail. */
  private record Flaky(StateStore store, AtomicInteger failures, AtomicInteger prunes)
      implements StateStore {
    @Override
    public Snapshot load() throws IOException {
      return store.load();
    }

    @Override
    public Optional<String> state(Workload workload) throws IOException {
      return store.state(workload);
    }

    @Override
    public <T extends DirectiveResult> List<T> results(String process, Class<T> type)
        throws IOException {
      return store.results(process, type);
    }

    @Override
    public void commit(Commit commit) throws IOException {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("database or disk is full");
      }
      store.commit(commit);
    }

    @Override
    public void prune(Instant processesBefore, Instant workloadsBefore, Set<Workload> withPods)
        throws IOException {
      store.prune(processesBefore, workloadsBefore, withPods);
      prunes.incrementAndGet();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** The first commit waits until it is told to go on. */
  private record Held(StateStore store, CountDownLatch goOn) implements StateStore {
    @Override
    public Snapshot load() throws IOException {
      return store.load();
    }

    @Override
    public Optional<String> state(Workload workload) throws IOException {
      return store.state(workload);
    }

    @Override
    public <T extends DirectiveResult> List<T> results(String process, Class<T> type)
        throws IOException {
      return store.results(process, type);
    }

    @Override
    public void commit(Commit commit) throws IOException {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      store.commit(commit);
    }

    @Override
    public void prune(Instant processesBefore, Instant workloadsBefore, Set<Workload> withPods)
        throws IOException {
      store.prune(processesBefore, workloadsBefore, withPods);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void untilWhatAnEarlierRunTookIsAnalysedItSaysHowMuchIsLeftAndIsInNoTrouble() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (SqliteDatabase database = SqliteDatabase.open(data.resolve("test.db"));
        SignalLog log = new RocksDbSignalLog(data.resolve("log"), LogObserver.NONE)) {
      byte[] payload =
          Otlp.request(
                  Otlp.process("i-1"),
                  Otlp.event("memory.agent", NOON, Map.of("memory.agent.state", "started")))
              .toByteArray();
      log.append(SignalKind.LOGS, NOON, payload).get();
      log.append(SignalKind.LOGS, NOON, payload).get();
      try (Pipeline pipeline =
          new Pipeline(
              log,
              new Held(new SqliteStateStore(database), goOn),
              new SqliteSeriesStore(database),
              new Board(),
              Retention.DEFAULT,
              () -> 1L << 30,
              signal -> {},
              words -> {},
              new Plans(key -> Optional.empty()),
              new PrometheusRegistry(),
              clock,
              clock::nanoTime)) {
        assertThat(pipeline.backlogLeft().orElseThrow()).startsWith("2 requests taken before");
        assertThat(pipeline.trouble()).isEmpty();
        goOn.countDown();
        assertThat(pipeline.settle(PATIENCE)).isTrue();
        assertThat(pipeline.backlogLeft()).isEmpty();
        log.append(SignalKind.LOGS, NOON, payload).get();
        assertThat(pipeline.backlogLeft()).isEmpty();
      } finally {
        goOn.countDown();
      }
    }
  }

  @Test
  void afterARestartWhatWasFoldedIsNotFoldedAgainAndWhatWasNotIs() throws Exception {
    try (Run run = new Run()) {
      run.take("i-1", 100);
      run.take("i-2", 200);
      run.settle();
      assertThat(run.metric("memory_system_folded_entries_total")).isEqualTo(2);
      assertThat(run.board.report().assessments()).hasSize(1);
    }
    try (SignalLog log = new RocksDbSignalLog(data.resolve("log"), LogObserver.NONE)) {
      assertThat(log.firstOffset()).isEqualTo(2);
      byte[] payload =
          Otlp.request(
                  Otlp.process("i-3"),
                  Otlp.event("memory.agent", NOON, Map.of("memory.agent.state", "started")))
              .toByteArray();
      log.append(SignalKind.LOGS, NOON, payload).get();
    }
    try (Run run = new Run()) {
      run.settle();
      assertThat(run.metric("memory_system_folded_entries_total")).isEqualTo(1);
      assertThat(run.board.processes()).hasSize(3);
      assertThat(run.board.report().assessments()).hasSize(1);
    }
  }

  @Test
  void aReplacedLogIsReadFromItsBeginning() throws Exception {
    try (Run run = new Run()) {
      run.take("i-1", 100);
      run.take("i-2", 200);
      run.settle();
    }
    try (Run run = new Run("another-log", new AtomicInteger())) {
      run.take("i-3", 300);
      run.settle();
      assertThat(run.board.processes()).hasSize(3);
    }
  }

  @Test
  void whatCannotBeReadIsLeftOutAndCounted() throws Exception {
    try (Run run = new Run()) {
      run.log.append(SignalKind.METRICS, NOON, new byte[] {1, 2, 3}).get();
      run.take("i-1", 100);
      run.settle();
      assertThat(run.board.processes()).hasSize(1);
      assertThat(run.metric("memory_system_fold_failures_total")).isEqualTo(1);
      assertThat(run.metric("memory_system_fold_lag_entries")).isZero();
    }
  }

  @Test
  void aCommitThatFailsIsTriedAgainAndNothingIsLost() throws Exception {
    AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    try (Run run = new Run("log", failures)) {
      run.take("i-1", 100);
      await()
          .atMost(PATIENCE)
          .until(() -> run.pipeline.trouble().orElse("").contains("database or disk is full"));
      failures.set(0);
      run.settle();
      assertThat(run.pipeline.trouble()).isEmpty();
      assertThat(run.board.processes()).hasSize(1);
      assertThat(run.metric("memory_system_folded_entries_total")).isEqualTo(1);
    }
    try (Run run = new Run()) {
      assertThat(run.board.processes()).hasSize(1);
      assertThat(run.board.report().assessments()).hasSize(1);
    }
  }

  @Test
  void readersAreToldWhenAProcessFallsSilentAndWhenItIsBack() throws Exception {
    List<Change> changes = new CopyOnWriteArrayList<>();
    try (Run run = new Run()) {
      run.board.subscribe(changes::add);
      run.take("i-1", 100);
      run.settle();
      clock.pass(Duration.ofMinutes(1));
      await().atMost(PATIENCE).until(() -> last(changes) == ProcessStatus.SILENT);
      run.take("i-1", 110);
      run.settle();
      assertThat(last(changes)).isEqualTo(ProcessStatus.REPORTING);
      assertThat(changes).first().isEqualTo(new Change.Synced());
    }
  }

  private static ProcessStatus last(List<Change> changes) {
    return changes.reversed().stream()
        .filter(Change.ProcessChanged.class::isInstance)
        .map(change -> ((Change.ProcessChanged) change).process().status())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsOldIsForgottenWithTimeAndReadersAreTold() throws Exception {
    List<Change> changes = new CopyOnWriteArrayList<>();
    try (Run run = new Run()) {
      run.board.subscribe(changes::add);
      run.take("i-1", 100);
      run.settle();
      clock.pass(Duration.ofHours(25));
      await().atMost(PATIENCE).until(() -> run.board.processes().isEmpty());
      assertThat(run.board.report().assessments()).hasSize(1);
      Workload workload = run.board.report().assessments().getFirst().workload();
      assertThat(changes).last().isEqualTo(new Change.Removed("process", "i-1", workload));
      clock.pass(Duration.ofDays(31));
      await().atMost(PATIENCE).until(() -> run.board.report().assessments().isEmpty());
      assertThat(changes)
          .last()
          .isEqualTo(new Change.Removed("assessment", workload.key(), workload));
      run.take("i-2", 200);
      run.settle();
      assertThat(run.board.processes()).hasSize(1);
      assertThat(run.board.report().assessments()).hasSize(1);
    }
  }

  @Test
  void aClockThatJumpsAheadMakesNothingOld() throws Exception {
    try (Run run = new Run()) {
      run.take("i-1", 100);
      run.settle();
      for (Duration jump : List.of(Duration.ofDays(40), Duration.ofDays(-40))) {
        int before = run.prunes.get();
        clock.jump(jump);
        clock.pass(Duration.ofMinutes(61));
        await().atMost(PATIENCE).until(() -> run.prunes.get() > before);
        assertThatAllIsThere(run);
      }
      clock.jump(Duration.ofDays(40));
    }
    try (Run run = new Run()) {
      clock.pass(Duration.ofMinutes(61));
      await().atMost(PATIENCE).until(() -> run.prunes.get() > 0);
      assertThatAllIsThere(run);
    }
  }

  private static void assertThatAllIsThere(Run run) throws IOException {
    StateStore.Snapshot snapshot = new SqliteStateStore(run.database).load();
    assertThat(snapshot.processes()).hasSize(1);
    assertThat(snapshot.assessments()).hasSize(1);
    assertThat(
            new SqliteSeriesStore(run.database)
                .query(
                    snapshot.assessments().getFirst().workload(), "", NOON, NOON.plusSeconds(60), 9)
                .series())
        .isNotEmpty();
  }

  @Test
  void podsAndProfilesThatVanishedUnseenAreForgottenAfterAWholeListing() throws Exception {
    try (Run run = new Run()) {
      run.tell("a", "b");
      run.tell("a", "b");
      assertThat(run.known()).containsExactly("a", "b", "shop/all");
      run.say(Otlp.bodyEvent("memory.sync", clock.instant(), Map.of("namespaces", SHOP)));
      run.tell("b");
      assertThat(run.known()).containsExactly("b", "shop/all");
      run.say(Otlp.bodyEvent("memory.sync", clock.instant(), Map.of("namespaces", SHOP)));
      assertThat(run.known()).isEmpty();
    }
    try (Run run = new Run()) {
      assertThat(run.known()).isEmpty();
    }
  }

  @Test
  void tokensOfPodsThatVanishedAreRefusedOnceThatCanBeStored() throws Exception {
    try (Run run = new Run()) {
      run.tell("a", "b");
      run.full = true;
      run.tell("b");
      assertThat(run.known()).contains("a", "b");
      run.full = false;
      run.tell("b");
      assertThat(run.known()).containsExactly("b", "shop/all");
      assertThat(run.refused).containsExactly("a");
    }
  }

  @Test
  void aPodThatIsOnlyOutOfSightMayLive() throws Exception {
    try (Run run = new Run()) {
      run.tell("a");
      clock.pass(Duration.ofHours(25));
      run.say(Otlp.bodyEvent("memory.sync", clock.instant(), Map.of("namespaces", List.of())));
      assertThat(run.known()).isEmpty();
      assertThat(run.refused).isEmpty();
    }
  }
}
