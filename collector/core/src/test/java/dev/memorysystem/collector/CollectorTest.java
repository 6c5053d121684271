package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessStatus;
import dev.memorysystem.collector.pipeline.Retention;
import dev.memorysystem.collector.receive.Limits;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path data;

  @Test
  void aLeakIsReportedAndOutlivesARestart() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(2));
    Report before;
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      for (int minute = 0; minute < 120; minute++) {
        Instant at = start.plus(Duration.ofMinutes(minute));
        assertThat(send(collector, Otlp.request(Otlp.process("i-1"), liveSet(at, minute))))
            .isEqualTo(200);
      }
      assertThat(collector.settle(PATIENCE)).isTrue();
      before = collector.report();
      assertThat(before.assessments()).hasSize(1);
      assertThat(before.assessments().getFirst().workload()).isEqualTo(ORDERS);
      ProcessInfo process = collector.processes().getFirst();
      assertThat(process.status()).isEqualTo(ProcessStatus.REPORTING);
      assertThat(process.agentVersion()).isEqualTo("0.2.0");
      assertThat(process.memory().liveSet()).isEqualTo(floor(119));
      assertThat(
              collector
                  .series(
                      ORDERS, "memory.live_set.floor", start.minusSeconds(60), Instant.now(), 1000)
                  .series())
          .singleElement()
          .satisfies(series -> assertThat(series.minutes()).hasSizeBetween(119, 121));
    }
    assertThat(before.assessments().getFirst().verdict()).isNotEqualTo(Verdict.NO_LEAK);
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      assertThat(collector.report()).isEqualTo(before);
      assertThat(collector.processes()).hasSize(1);
      ByteArrayOutputStream metrics = new ByteArrayOutputStream();
      collector.writeMetrics(metrics);
      assertThat(metrics.toString(StandardCharsets.UTF_8))
          .contains(
              "memory_system_workload_live_set_bytes{container=\"app\",namespace=\"shop\"",
              "memory_system_fold_lag_entries 0.0");
    }
  }

  @Test
  void whoRanWhatGrewAndWhoLeftOpenIsToldBesideTheFindingAfterARestartToo() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(2));
    Instant at = start.plus(Duration.ofMinutes(119));
    Finding told;
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      for (int minute = 0; minute < 120; minute++) {
        Instant then = start.plus(Duration.ofMinutes(minute));
        send(collector, Otlp.request(Otlp.process("i-1"), liveSet(then, minute)));
      }
      assertThat(collector.settle(PATIENCE)).isTrue();
      assertThat(collector.report().findings())
          .singleElement()
          .satisfies(bare -> assertThat(bare.running()).isNull());

      send(
          collector,
          Otlp.request(
              Otlp.process("i-1"),
              Otlp.bodyEvent("memory.stack_samples", at, STACKS),
              Otlp.bodyEvent("memory.class_census", at, CENSUS),
              Otlp.bodyEvent("memory.rule_findings", at, OPENINGS)));
      assertThat(collector.settle(PATIENCE)).isTrue();
      told = collector.report().findings().getFirst();
      assertThat(told.running())
          .isEqualTo(
              new Cited(
                  "i-1",
                  "orders-abc-1",
                  at.minusSeconds(30),
                  at,
                  List.of(
                      "80 % com.acme.Import.parse (seen 90 times)",
                      "20 % com.acme.Orders.total (seen 200 times)")));
      assertThat(told.grownClasses())
          .isEqualTo(
              new Cited(
                  "i-1",
                  "orders-abc-1",
                  at.minusSeconds(600),
                  at,
                  List.of("com.acme.Session: 1,204 -> 88,310 objects, 1.0 MiB -> 64.0 MiB")));
      assertThat(told.leftOpen().lines())
          .containsExactly(
              "java.util.zip.Inflater by com.acme.Import.unpack: opened 4,301, closed 2, open 4,299"
                  + " (unclosed_resources)");
      assertThat(collector.finding(told.id())).contains(told);
    }
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      List<Finding> heard = new CopyOnWriteArrayList<>();
      try (Board.Subscription subscription =
          collector.subscribe(
              change -> {
                if (change instanceof Change.FindingChanged(Finding finding)) {
                  heard.add(finding);
                }
              })) {
        assertThat(heard).containsExactly(told);
      }
    }
  }

  private static final Map<String, Object> STACKS =
      Map.of(
          "directive",
          "stacks-1/f",
          "duration_seconds",
          30.0,
          "stacks",
          List.of(
              Map.of(
                  "frames",
                  List.of(
                      "java.util.zip.Inflater.inflate(I.java:1)",
                      "com.acme.Import.parse(I.java:7)"),
                  "count",
                  90,
                  "cpu_seconds",
                  8.0),
              Map.of(
                  "frames",
                  List.of("com.acme.Orders.total(Orders.java:3)"),
                  "count",
                  200,
                  "cpu_seconds",
                  2.0)));

  private static final Map<String, Object> CENSUS =
      Map.of(
          "directive",
          "census-2/f",
          "process_seconds",
          7_140,
          "previous_seconds",
          6_540,
          "classes",
          List.of(
              Map.of(
                  "type",
                  "com.acme.Session",
                  "instances",
                  88_310,
                  "bytes",
                  64 << 20,
                  "previous_instances",
                  1_204,
                  "previous_bytes",
                  1 << 20)));

  private static final Map<String, Object> OPENINGS =
      Map.of(
          "rules",
          List.of(Map.of("name", "unclosed_resources", "state", "installed")),
          "findings",
          List.of(
              Map.of(
                  "rule",
                  "unclosed_resources",
                  "type",
                  "java.util.zip.Inflater",
                  "frames",
                  List.of("com.acme.Import.unpack(Import.java:30)"),
                  "opened",
                  4_301,
                  "closed",
                  2,
                  "alive",
                  4_299)));

  @Test
  void whatIsUnusualIsReportedGoesOnAfterARestartAndIsOver() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(2));
    Report before;
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      send(collector, busy(start, 0, 64));
      assertThat(collector.settle(PATIENCE)).isTrue();
      before = collector.report();
      assertThat(before.anomalies())
          .singleElement()
          .returns(AnomalyKind.ALLOCATION_BURST, Anomaly::kind)
          .returns(ORDERS, Anomaly::workload)
          .returns(true, Anomaly::goesOn);
      assertThat(before.findings()).isEmpty();
      ByteArrayOutputStream metrics = new ByteArrayOutputStream();
      collector.writeMetrics(metrics);
      assertThat(metrics.toString(StandardCharsets.UTF_8))
          .contains("memory_system_workload_anomalies{anomaly_kind=\"allocation-burst\",");
    }
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      assertThat(collector.report()).isEqualTo(before);
      send(collector, busy(start, 64, 80));
      assertThat(collector.settle(PATIENCE)).isTrue();
      assertThat(collector.report().anomalies())
          .singleElement()
          .returns(before.anomalies().getFirst().since(), Anomaly::since)
          .returns(false, Anomaly::goesOn);
    }
  }

  /** Minutes of 10 MiB/s, of which the sixtieth to the sixty-eighth have 300 MiB/s. */
  private static ExportLogsServiceRequest busy(Instant start, int from, int to) {
    return Otlp.request(
        Otlp.process("i-1"),
        IntStream.range(from, to)
            .mapToObj(
                minute -> {
                  long busy = Math.clamp(minute - 60, 0, 8);
                  return Otlp.event(
                      "memory.live_set",
                      start.plus(Duration.ofMinutes(minute)),
                      Map.of(
                          "memory.live_set.floor",
                          100L << 20,
                          "memory.live_set.collections",
                          10 + 5 * minute,
                          "memory.heap.allocated",
                          (minute * 600L + busy * 17_400L) << 20,
                          "memory.heap.limit",
                          1L << 30));
                })
            .toArray(LogRecord[]::new));
  }

  @Test
  void aPortInUseIsSaidAndNothingStaysOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CollectorConfig config =
          new CollectorConfig(
              data, "127.0.0.1", taken.getLocalPort(), 0, Limits.DEFAULT, Retention.DEFAULT);
      assertThatThrownBy(() -> Collector.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot open the OTLP/HTTP port 127.0.0.1:" + taken.getLocalPort());
    }
    Collector.start(CollectorConfig.embedded(data)).close();
  }

  @Test
  void aDirectoryInUseIsSaid() throws Exception {
    try (Collector running = Collector.start(CollectorConfig.embedded(data))) {
      assertThatThrownBy(() -> Collector.start(CollectorConfig.embedded(data)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another collector");
      assertThat(running.trouble()).isEmpty();
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws Exception {
    Path file = Files.createFile(data.resolve("file"));
    assertThatThrownBy(() -> Collector.start(CollectorConfig.embedded(file.resolve("data"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theReportCanBeReadAfterClosing() throws Exception {
    Collector collector = Collector.start(CollectorConfig.embedded(data));
    send(collector, Otlp.request(Otlp.process("i-1"), liveSet(Instant.now(), 1)));
    collector.close();
    assertThat(collector.report().assessments()).hasSize(1);
    collector.close();
  }

  private static int send(Collector collector, ExportLogsServiceRequest request) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/v1/logs".formatted(collector.otlpHttpPort())))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static long floor(int minute) {
    return (100L + 4L * minute) << 20;
  }

  private static LogRecord liveSet(Instant at, int minute) {
    return Otlp.event(
        "memory.live_set",
        at,
        Map.of(
            "memory.live_set.floor",
            floor(minute),
            "memory.live_set.old_floor",
            floor(minute),
            "memory.live_set.collections",
            10 + 5 * minute,
            "memory.live_set.old_cycles",
            1 + minute,
            "memory.gc.time",
            0.01 * minute,
            "memory.heap.used",
            floor(minute) + (20L << 20),
            "memory.heap.limit",
            1L << 30,
            "memory.container.limit",
            1400L << 20));
  }
}
