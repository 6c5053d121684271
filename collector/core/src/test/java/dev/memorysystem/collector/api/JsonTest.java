package dev.memorysystem.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final Path GOLDEN = Path.of("../../docs/finding.example.json");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final String SESSION = "com.example.orders.Session";
  private static final String OPEN =
      "com.example.orders.SessionRegistry.open(SessionRegistry.java:42)";

  private final ObjectMapper json = Json.mapper();

  @Test
  void aFullFindingIsWrittenExactlyAsTheExample() throws Exception {
    assertThat(json.writerWithDefaultPrettyPrinter().writeValueAsString(full()) + "\n")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theExampleIsReadAsTheFullFinding() throws Exception {
    assertThat(json.readValue(GOLDEN.toFile(), Finding.class)).isEqualTo(full());
  }

  @Test
  void unknownIsAbsent() throws Exception {
    Workload process = new Workload("", "Process", "app.jar", "");
    Finding bare =
        new Finding(
            "heap-1",
            FindingState.SUSPECTED,
            null,
            LeakKind.DIRECT_BUFFER,
            0.0,
            process,
            List.of(new ProcessRef("i", null, null, null, null, null, null, null, null)),
            null,
            null,
            null,
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            new Evidence(
                null, null, null, null, null, null, null, null, null, null, List.of(), List.of()),
            List.of(),
            "r",
            "do");
    assertThat(json.writeValueAsString(bare))
        .isEqualTo(
            """
            {"id":"heap-1","state":"suspected","kind":"direct-buffer","confidence":0.0,\
            "workload":{"namespace":"","kind":"Process","name":"app.jar","container":""},\
            "processes":[{"instanceId":"i"}],"evidence":{},"reason":"r","recommendation":"do"}""");
    assertThat(json.readValue(json.writeValueAsString(bare), Finding.class).processes())
        .isEqualTo(bare.processes());
  }

  @Test
  void aReportAlwaysHasItsLists() throws Exception {
    assertThat(json.writeValueAsString(new Report(List.of(), List.of())))
        .isEqualTo("{\"findings\":[],\"assessments\":[],\"anomalies\":[]}");
    Assessment assessment =
        new Assessment(ORDERS, Verdict.NO_LEAK, "flat", Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(json.writeValueAsString(assessment))
        .isEqualTo(
            """
            {"workload":{"namespace":"shop","kind":"Deployment","name":"orders",\
            "container":"app"},"verdict":"no-leak","reason":"flat","at":"2026-03-01T09:00:00Z"}""");
  }

  private static Finding full() {
    return new Finding(
        "heap-3f9c1a7be0d24c55",
        FindingState.CONFIRMED,
        new Triage(TriageState.ACKNOWLEDGED, "fixed in 1.5", Instant.parse("2026-03-09T09:00:00Z")),
        LeakKind.HEAP,
        0.93,
        ORDERS,
        List.of(
            new ProcessRef(
                "0b6f2c1e-6d0a-4b7b-9a55-3f1f0a7f9d10",
                "orders-7d9f8b6c5d-x2x7k",
                "5f0c7f0e-52a1-4d9e-8f0b-7f6a3f4b2c11",
                "node-1",
                1L,
                "OpenJDK Runtime Environment 21.0.4+7",
                "registry.example/orders:1.4.2",
                "7d9f8b6c5d",
                Instant.parse("2026-03-01T08:00:00Z"))),
        new Sighting(
            "5c4d8b9f7c", "registry.example/orders:1.4.1", Instant.parse("2026-02-27T10:15:00Z")),
        new Sighting(
            "7d9f8b6c5d", "registry.example/orders:1.4.2", Instant.parse("2026-03-01T09:00:00Z")),
        SESSION,
        List.of("java.util.HashMap.newNode(HashMap.java:1901)", OPEN),
        "com.example.orders.SessionRegistry.sessions",
        List.of("com.example.orders.SessionRegistry.sessions", "java.util.HashMap.table", SESSION),
        new GrowingContainer(
            "java.util.HashMap",
            "static",
            SESSION,
            1204L,
            Instant.parse("2026-03-01T08:54:00Z"),
            88310L,
            Instant.parse("2026-03-01T09:00:00Z")),
        536870912.5,
        0.87,
        new Exhaustion(
            1073741824L,
            Instant.parse("2026-03-01T10:10:00Z"),
            Instant.parse("2026-03-01T10:45:30Z"),
            Instant.parse("2026-03-01T11:40:00.250Z"),
            Instant.parse("2026-03-01T09:00:00Z")),
        new Evidence(
            3600L,
            240,
            12L,
            5.0e8,
            5.7e8,
            104857600L,
            641728512L,
            118L,
            3421L,
            OPEN,
            List.of(
                "growth: the live-set floor rose in 34 of 36 windows",
                "survivors: 118 samples of com.example.orders.Session survived 12 old cycles, none"
                    + " died"),
            List.of("cache filling: the slope did not flatten over the last half")),
        List.of(
            new Transition(
                FindingState.SUSPECTED,
                Instant.parse("2026-03-01T08:20:00Z"),
                "the live-set floor grows by 512 MiB/h"),
            new Transition(
                FindingState.CONFIRMED,
                Instant.parse("2026-03-01T08:45:00Z"),
                "confidence 0.93 is over the profile's 0.8"),
            new Transition(
                FindingState.CONFIRMED,
                Instant.parse("2026-03-01T08:55:00Z"),
                "Acknowledged by the profile until 2026-03-09T09:00:00Z: fixed in 1.5",
                TriageState.ACKNOWLEDGED)),
        "com.example.orders.Session objects survive and accumulate",
        "Remove sessions from SessionRegistry.sessions when they close. May be wrong if sessions"
            + " are meant to live for hours.",
        cited(
            "2026-03-01T08:20:05Z",
            "2026-03-01T08:20:35Z",
            "62 % com.example.orders.Import.parse (seen 186 times)",
            "21 % com.example.orders.SessionRegistry.open (seen 64 times)"),
        cited(
            "2026-03-01T08:30:00Z",
            "2026-03-01T08:40:00Z",
            "com.example.orders.Session: 51,204 -> 88,310 objects, 312 MiB -> 539 MiB"),
        cited(
            null,
            "2026-03-01T08:59:00Z",
            "java.util.zip.Inflater by com.example.orders.Import.unpack: opened 4,301, closed 2,"
                + " garbage before that 310, open 3,989 (unclosed_resources)"));
  }

  private static Cited cited(@Nullable String since, String at, String... lines) {
    return new Cited(
        "0b6f2c1e-6d0a-4b7b-9a55-3f1f0a7f9d10",
        "orders-7d9f8b6c5d-x2x7k",
        since == null ? null : Instant.parse(since),
        Instant.parse(at),
        List.of(lines));
  }
}
