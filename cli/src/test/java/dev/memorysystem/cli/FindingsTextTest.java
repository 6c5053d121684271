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
        .contains("com.example.orders.SessionRegistry.open(SessionRegistry.java:42)")
        .contains(
            """
              running    62 % com.example.orders.Import.parse (seen 186 times)
                         21 % com.example.orders.SessionRegistry.open (seen 64 times)
                         (in orders-7d9f8b6c5d-x2x7k, 2026-03-01T08:20:05Z to 2026-03-01T08:20:35Z)
              grew       com.example.orders.Session: 51,204 -> 88,310 objects, 312 MiB -> 539 MiB
            """)
        .contains("  left open  java.util.zip.Inflater by com.example.orders.Import.unpack: opened")
        .contains("(in orders-7d9f8b6c5d-x2x7k, 2026-03-01T08:59:00Z)");
  }

  @Test
  void withoutAPodTheProcessIsNamedAndWhatIsUnknownIsLeftOut() throws IOException {
    ObjectNode finding =
        (ObjectNode) Json.mapper().readTree(Path.of("../docs/finding.example.json").toFile());
    finding.remove(List.of("grownClasses", "leftOpen"));
    ((ObjectNode) finding.get("running")).remove(List.of("pod", "since"));
    Finding read = Json.mapper().treeToValue(finding, Finding.class);

    assertThat(FindingsText.of(new Report(List.of(read), List.of())))
        .contains("(in process 0b6f2c1e-6d0a-4b7b-9a55-3f1f0a7f9d10, 2026-03-01T08:20:35Z)")
        .doesNotContain("grew  ", "left open");
  }

  @Test
  void threadsAreCounted() throws IOException {
    assertThat(FindingsText.of(new Report(List.of(of("thread", 500)), List.of())))
        .contains("CONFIRMED thread leak in shop/orders")
        .contains("limit 500 threads reached in about 105 min")
        .doesNotContain("growth     ")
        .doesNotContain("KiB");
  }

  @Test
  void mappedBuffersAreCounted() throws IOException {
    assertThat(FindingsText.of(new Report(List.of(of("mapped-buffer", 65_530)), List.of())))
        .contains("CONFIRMED mapped-buffer leak in shop/orders")
        .contains("limit 65530 mapped buffers reached in about 105 min");
  }

  @Test
  void threadsThatFillTheHeapFirstMeetALimitOfBytes() throws IOException {
    assertThat(FindingsText.of(new Report(List.of(of("thread", 512L << 20)), List.of())))
        .contains("limit 512 MiB reached in about 105 min");
  }

  /** Growth of what is counted is no growth of bytes: the analyzer says it in words. */
  private static Finding of(String kind, long limit) throws IOException {
    ObjectNode finding =
        (ObjectNode) Json.mapper().readTree(Path.of("../docs/finding.example.json").toFile());
    finding.put("kind", kind).remove(List.of("growthBytesPerHour", "shareOfGrowth"));
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
