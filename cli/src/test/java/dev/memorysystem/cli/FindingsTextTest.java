package dev.memorysystem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  @Test
  void saysWhatLeaksWhereAndUntilWhen() throws IOException {
    Finding finding =
        Json.mapper().readValue(Path.of("../docs/finding.example.json").toFile(), Finding.class);

    assertThat(FindingsText.of(new Report(List.of(finding), List.of())))
        .contains("CONFIRMED heap leak in shop/orders (confidence 0.93")
        .contains("type       com.example.orders.Session")
        .contains("growth     512 MiB/h, 87 % of it at this site")
        .contains(
            "holder     com.example.orders.SessionRegistry.sessions (java.util.HashMap, grew from"
                + " 1,204 to 88,310 elements in 6 min)")
        .contains("limit 1.0 GiB reached in about 105 min (80 % sure: between 70 min and 2 h)")
        .contains("com.example.orders.SessionRegistry.open(SessionRegistry.java:42)");
  }

  @Test
  void threadsAreCounted() throws IOException {
    assertThat(FindingsText.of(new Report(List.of(ofThreads(500)), List.of())))
        .contains("CONFIRMED thread leak in shop/orders")
        .contains("limit 500 threads reached in about 105 min")
        .doesNotContain("growth     ")
        .doesNotContain("KiB");
  }

  @Test
  void threadsThatFillTheHeapFirstMeetALimitOfBytes() throws IOException {
    assertThat(FindingsText.of(new Report(List.of(ofThreads(512L << 20)), List.of())))
        .contains("limit 512 MiB reached in about 105 min");
  }

  /** Growth of threads is no growth of bytes: the analyzer says it in words. */
  private static Finding ofThreads(long limit) throws IOException {
    ObjectNode finding =
        (ObjectNode) Json.mapper().readTree(Path.of("../docs/finding.example.json").toFile());
    finding.put("kind", "thread").remove(List.of("growthBytesPerHour", "shareOfGrowth"));
    ((ObjectNode) finding.get("exhaustion")).put("limit", limit);
    return Json.mapper().treeToValue(finding, Finding.class);
  }

  @Test
  void saysWhatIsUnusualAndThatItIsNoLeak() {
    var workload = new Workload("shop", "Deployment", "orders", "app");
    var process = new ProcessRef("i", null, null, null, null, null, null, null, null);
    Instant since = Instant.parse("2026-03-01T12:00:00Z");
    var burst =
        new Anomaly(
            AnomalyKind.ALLOCATION_BURST,
            workload,
            since,
            null,
            process,
            1e7,
            9e7,
            "By/s",
            "Allocates fast.");

    assertThat(FindingsText.of(new Report(List.of(), List.of(), List.of(burst))))
        .isEqualTo(
            """

            UNUSUAL, no leak finding: allocation-burst in shop/orders, since 2026-03-01T12:00:00Z
              Allocates fast.
            """);
    assertThat(
            FindingsText.of(
                new Report(
                    List.of(), List.of(), List.of(burst.over(since.plusSeconds(300), "Over.")))))
        .contains("in shop/orders, for 5 min from 2026-03-01T12:00:00Z", "Allocates fast. Over.");
  }

  @Test
  void saysWhyThereIsNothing() {
    var assessment =
        new Assessment(
            new Workload("", "Process", "app", ""), Verdict.NO_LEAK, "flat", Instant.EPOCH);

    assertThat(FindingsText.of(new Report(List.of(), List.of(assessment))))
        .isEqualTo("\napp: no-leak\n  flat\n");
  }
}
