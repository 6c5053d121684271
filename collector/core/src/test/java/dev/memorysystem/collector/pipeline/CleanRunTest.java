package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.log.LogObserver;
import dev.memorysystem.collector.log.RocksDbSignalLog;
import dev.memorysystem.collector.log.SignalKind;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.plan.Plans;
import dev.memorysystem.collector.store.SqliteDatabase;
import dev.memorysystem.collector.store.SqliteSeriesStore;
import dev.memorysystem.collector.store.SqliteStateStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two hours of two leaking services and one that does not leak, over a real log and real stores:
 * whatever happens on the way to the collector, or to its clock, the result is that of a clean run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CleanRunTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MINUTES = 120;
  private static final int SERVICES = 3;
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  @TempDir static Path directory;
  private List<Sent> clean;
  private Result expected;

  /** A report on its way: when it reaches the collector, and when its sender says it was made. */
  private record Sent(int service, int minute, Instant arrives, Instant says) {}

  /** What readers get to see. */
  private record Result(String report, List<String> findings, String series) {}

  @BeforeAll
  void cleanRun() throws Exception {
    clean =
        IntStream.range(0, MINUTES)
            .boxed()
            .flatMap(
                minute ->
                    IntStream.range(0, SERVICES)
                        .mapToObj(service -> new Sent(service, minute, at(minute), at(minute))))
            .toList();
    expected = run("clean", clean, new Random(0));
    assertThat(expected.findings()).hasSize(SERVICES - 1);
  }

  /** A retry after a lost answer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void batchesSentAgain(long seed) throws Exception {
    Random random = new Random(seed);
    List<Sent> twice = new ArrayList<>();
    for (Sent sent : clean) {
      twice.add(sent);
      for (int i = random.nextInt(3); i > 0; i--) {
        Sent earlier = twice.get(Math.max(0, twice.size() - 1 - random.nextInt(20)));
        twice.add(new Sent(earlier.service(), earlier.minute(), sent.arrives(), earlier.says()));
      }
    }
    assertThat(run("again", twice, random)).isEqualTo(expected);
  }

  /** Senders overtake one another; each keeps its own order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void sendersDelayed(long seed) throws Exception {
    Random random = new Random(seed);
    List<List<Sent>> perService = new ArrayList<>();
    for (int service = 0; service < SERVICES; service++) {
      int wanted = service;
      perService.add(
          new ArrayList<>(clean.stream().filter(sent -> sent.service() == wanted).toList()));
    }
    List<Sent> mixed = new ArrayList<>();
    while (!perService.isEmpty()) {
      List<Sent> from = perService.get(random.nextInt(perService.size()));
      for (int i = random.nextInt(15); i >= 0 && !from.isEmpty(); i--) {
        mixed.add(from.removeFirst());
      }
      perService.removeIf(List::isEmpty);
    }
    List<Sent> late =
        mixed.stream()
            .map(sent -> new Sent(sent.service(), sent.minute(), at(MINUTES), sent.says()))
            .toList();
    assertThat(run("delayed", late, random)).isEqualTo(expected);
  }

  /** Reports of one sender overtake one another: what came too late is left out of the analysis. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void batchesOutOfOrder(long seed) throws Exception {
    Random random = new Random(seed);
    List<Sent> swapped = new ArrayList<>(clean);
    for (int i = 0; i + SERVICES < swapped.size(); i++) {
      if (random.nextInt(20) == 0) {
        Collections.swap(swapped, i, i + SERVICES);
      }
    }
    Result result = run("swapped", swapped, random);
    assertThat(result.findings()).isEqualTo(expected.findings());
    assertThat(result.series()).isEqualTo(expected.series());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theCollectorsClockJumps(long seed) throws Exception {
    Random random = new Random(seed);
    List<Duration> jumps =
        List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(1), Duration.ofDays(-1));
    List<Sent> jumping = new ArrayList<>();
    Duration off = Duration.ZERO;
    for (Sent sent : clean) {
      if (random.nextInt(60) == 0) {
        off = off.plus(jumps.get(random.nextInt(jumps.size())));
      }
      jumping.add(new Sent(sent.service(), sent.minute(), sent.arrives().plus(off), sent.says()));
    }
    assertThat(run("jumping", jumping, random)).isEqualTo(expected);
  }

  /** What an agent says of the future is dated when it comes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 24})
  void anAgentsClockIsAhead(long hours) throws Exception {
    assertThat(run("ahead", off(Duration.ofHours(hours)), new Random(1))).isEqualTo(expected);
  }

  /** Its own times are kept: the same result, earlier. */
  @ParameterizedTest
  @ValueSource(longs = {1, 24})
  void anAgentsClockIsBehind(long hours) throws Exception {
    Duration behind = Duration.ofHours(-hours);
    Result result = run("behind", off(behind), new Random(1));
    assertThat(result.findings()).isEqualTo(expected.findings());
    assertThat(result.report()).isEqualTo(shifted(expected.report(), behind));
    assertThat(result.series()).isEqualTo(shifted(expected.series(), behind));
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTime() {
    SteadyTime time = new SteadyTime(at(5));
    assertThat(time.of(at(3))).isEqualTo(at(5));
    assertThat(time.of(at(4))).isEqualTo(at(6));
    assertThat(time.of(at(60))).isEqualTo(at(62));
    assertThat(time.of(at(1))).isEqualTo(at(62));
  }

  private List<Sent> off(Duration skew) {
    return clean.stream()
        .map(
            sent -> new Sent(sent.service(), sent.minute(), sent.arrives(), sent.says().plus(skew)))
        .toList();
  }

  private static String shifted(String text, Duration by) {
    return TIME.matcher(text).replaceAll(match -> Instant.parse(match.group()).plus(by).toString());
  }

  private static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  /** Sends everything, with restarts in between. */
  private Result run(String name, List<Sent> all, Random random) throws Exception {
    Path data = Files.createTempDirectory(directory, name);
    int restart = random.nextInt(all.size());
    try (Running running = new Running(data)) {
      running.take(all.subList(0, restart));
    }
    try (Running running = new Running(data)) {
      running.take(all.subList(restart, all.size()));
      return running.result();
    }
  }

  private static final class Running implements AutoCloseable {
    private final SteppedClock clock = new SteppedClock(NOON);
    private final Board board = new Board();
    private final SqliteDatabase database;
    private final SqliteSeriesStore series;
    private final SignalLog log;
    private final Pipeline pipeline;

    Running(Path data) throws IOException {
      database = SqliteDatabase.open(data.resolve("test.db"));
      series = new SqliteSeriesStore(database);
      log = new RocksDbSignalLog(data.resolve("log"), LogObserver.NONE);
      pipeline =
          new Pipeline(
              log,
              new SqliteStateStore(database),
              series,
              board,
              Retention.DEFAULT,
              () -> 1L << 30,
              signal -> {},
              PodWords.UNHEARD,
              new Plans(board::process),
              new PrometheusRegistry(),
              clock);
    }

    void take(List<Sent> all) throws Exception {
      for (Sent sent : all) {
        log.append(SignalKind.LOGS, sent.arrives(), payload(sent));
      }
      log.append(SignalKind.LOGS, NOON, new byte[0]).get();
      assertThat(pipeline.settle(PATIENCE)).isTrue();
    }

    Result result() throws IOException {
      StringBuilder kept = new StringBuilder();
      for (int service = 0; service < SERVICES; service++) {
        kept.append(
            series
                .query(
                    new Workload("shop", "Deployment", "service-" + service, "app"),
                    "",
                    Instant.EPOCH,
                    NOON.plus(Duration.ofDays(10)),
                    100_000)
                .series());
      }
      List<Finding> findings = board.report().findings();
      return new Result(
          Json.mapper().writeValueAsString(board.report()),
          findings.stream()
              .map(each -> each.workload().key() + " " + each.state() + " " + each.kind())
              .toList(),
          kept.toString());
    }

    @Override
    public void close() {
      pipeline.close();
      log.close();
      database.close();
    }
  }

  private static byte[] payload(Sent sent) {
    Map<String, Object> process = new HashMap<>(Otlp.process("i-" + sent.service()));
    process.put("memory.workload.name", "service-" + sent.service());
    process.put("k8s.pod.uid", "uid-" + sent.service());
    boolean leaks = sent.service() + 1 < SERVICES;
    long floor = (100L + (leaks ? (4L + sent.service()) * sent.minute() : sent.minute() % 3)) << 20;
    return Otlp.request(
            process,
            Otlp.event(
                "memory.live_set",
                sent.says(),
                Map.of(
                    "memory.live_set.floor",
                    floor,
                    "memory.live_set.old_floor",
                    floor,
                    "memory.live_set.collections",
                    10 + 5 * sent.minute(),
                    "memory.live_set.old_cycles",
                    1 + sent.minute(),
                    "memory.gc.time",
                    0.01 * sent.minute(),
                    "memory.heap.used",
                    floor + (20L << 20),
                    "memory.heap.limit",
                    1L << 30,
                    "memory.container.limit",
                    1400L << 20)))
        .toByteArray();
  }
}
