package dev.memorysystem.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.corpus.Story.Told;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cases, findings and stories for tests. */
final class Examples {
  static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  static final Workload ORDERS = new Workload("", "Process", "com.acme.Orders", "");

  private static final ObjectMapper JSON = Json.mapper();
  private static final String FRAME = "com.acme.Orders.take(Orders.java:7)";

  private Examples() {}

  static Variant leak(String name, LeakKind... kinds) {
    return variant(
        name,
        Expect.LEAK,
        Set.of(kinds),
        new Culprit(
            List.of(Pattern.compile("com\\.acme\\.Order")),
            List.of(Pattern.compile("com\\.acme\\.Orders\\..*")),
            Pattern.compile("com\\.acme\\.Orders\\.all")));
  }

  static Variant clean(String name) {
    return variant(name, Expect.CLEAN, Set.of(), null);
  }

  private static Variant variant(
      String name, Expect expect, Set<LeakKind> kinds, @Nullable Culprit culprit) {
    return new Variant(
        name,
        "com.acme.Orders",
        List.of(),
        new HeapSize(128),
        List.of(),
        List.of("20"),
        List.of("60"),
        10,
        expect,
        kinds,
        culprit);
  }

  static RunPlan plan(Variant variant) {
    return new RunPlan(
        new Case(
            Path.of("orders"), "orders", "jvm", "Orders stay.", "source", true, List.of(variant)),
        variant,
        Collector.G1,
        Load.HIGH);
  }

  static Finding finding(String id, FindingState state, LeakKind kind, @Nullable String type) {
    ObjectNode finding = JSON.createObjectNode();
    finding.put("id", id).put("state", state.toString()).put("kind", kind.toString());
    finding.put("confidence", 0.9).put("shareOfGrowth", 0.5).put("type", type);
    finding.set("workload", JSON.valueToTree(ORDERS));
    finding.putArray("allocationSite").add("java.util.HashMap.put(HashMap.java:1)").add(FRAME);
    finding.putObject("evidence").put("applicationFrame", FRAME);
    finding.put("reason", "it grows").put("recommendation", "look");
    return read(finding);
  }

  /** Seconds after process start. */
  static Finding forecast(Finding of, double p10, double p50, double p90, double assessed) {
    ObjectNode finding = JSON.valueToTree(of);
    finding
        .putObject("exhaustion")
        .put("limit", 1L << 27)
        .put("p10", at(p10).toString())
        .put("p50", at(p50).toString())
        .put("p90", at(p90).toString())
        .put("assessedAt", at(assessed).toString());
    return read(finding);
  }

  private static Finding read(ObjectNode finding) {
    try {
      return JSON.treeToValue(finding, Finding.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static Instant at(double seconds) {
    return BEGIN.plusMillis((long) (1e3 * seconds));
  }

  static Story story(Verdict end, Told... told) {
    Map<String, Finding> last = new LinkedHashMap<>();
    for (Told each : told) {
      last.put(each.finding().id(), each.finding());
    }
    return new Story(
        ORDERS,
        BEGIN,
        List.of(told),
        new Report(
            List.copyOf(last.values()), List.of(new Assessment(ORDERS, end, "because", BEGIN))));
  }

  static Judged.Leak judgedLeak(
      @Nullable Double suspected, @Nullable Double confirmed, Verdict end) {
    return new Judged.Leak(
        600,
        suspected,
        confirmed,
        end,
        LeakKind.HEAP,
        "com.acme.Order",
        "com.acme.Orders.take",
        null,
        0.9,
        true,
        true,
        false,
        null,
        new Judged.HalfLife(0.1, true, false));
  }
}
