package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a plan's directives to what the collector hears of them. */
class PlannedDirectivesIT {
  private static final String PLAN =
      """
      {"directives": [
        {"id": "c1", "kind": "class_census", "max_pause_seconds": 60, "max_bytes": 900000000},
        {"id": "s1", "kind": "stack_samples", "max_pause_seconds": 60, "duration_seconds": 1},
        {"id": "h1", "kind": "heap_dump", "max_pause_seconds": 60, "max_bytes": 900000000000},
        {"id": "x1", "kind": "sing", "max_pause_seconds": 1},
        {"id": "c2", "kind": "class_census", "max_pause_seconds": 60, "max_bytes": 900000000},
        {"id": "c3", "kind": "class_census", "max_pause_seconds": 0.000001}]}
      """;

  @TempDir Path dumps;

  static Stream<Jdks.Jdk> jdks() {
    return Stream.of(Jdks.all().getFirst(), Jdks.current());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void areCarriedOutAndReported(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer()) {
      collector.plan(PLAN);
      try (var child =
          new ChildJvm(jdk)
              .reportingTo(collector.endpoint())
              .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
              .with("MEMORY_SYSTEM_MAX_PAUSE_MS", "60000")
              .with("MEMORY_SYSTEM_POD", "web/0")
              .with("MEMORY_SYSTEM_CONTAINER", "app")
              .with("MEMORY_SYSTEM_DUMPS", dumps.toString())
              .options("-Xmx128m")
              .start("LeakingService")) {
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(() -> collector.events("memory.directive").size() >= 6);
        assertThat(child.finish()).isZero();
        assertThat(child.output()).isEmpty();
        assertThat(child.errors()).isEmpty();
      }
      assertThat(collector.problems()).isEmpty();
      assertOutcomes(collector.events("memory.directive"));
      assertCensus(collector.events("memory.class_census"));
      assertStacks(collector.events("memory.stack_samples"));
    }
  }

  private void assertOutcomes(List<CollectorServer.Event> events) throws Exception {
    assertThat(events)
        .extracting(
            event -> event.body().get("id").getStringValue(),
            event -> event.body().get("outcome").getStringValue())
        .containsExactly(
            tuple("c1", "done"),
            tuple("s1", "done"),
            tuple("h1", "done"),
            tuple("x1", "refused"),
            tuple("c2", "done"),
            tuple("c3", "refused"));
    for (int done : new int[] {0, 1, 2, 4}) {
      var body = events.get(done).body();
      assertThat(body.get("predicted_pause_seconds").getDoubleValue()).isPositive();
      assertThat(body.get("pause_seconds").getDoubleValue()).isNotNegative();
      assertThat(body.get("predicted_bytes").getIntValue()).isPositive();
    }
    var dump = events.get(2).body();
    Path file = Path.of(dump.get("file").getStringValue());
    assertThat(file.getFileName().toString()).startsWith("web_0-app-");
    assertThat(Files.size(file)).isEqualTo(dump.get("bytes").getIntValue());
    assertThat(events.get(3).body()).doesNotContainKeys("pause_seconds", "predicted_bytes");
    assertThat(events.get(5).body().get("reason").getStringValue())
        .startsWith("it would stop the application");
  }

  private static void assertCensus(List<CollectorServer.Event> events) {
    assertThat(events).hasSize(2);
    assertThat(events.get(0).body()).doesNotContainKey("previous_seconds");
    assertThat(events.get(1).body()).containsKey("previous_seconds");
    assertThat(classes(events.get(0))).hasSizeLessThanOrEqualTo(64);
    var leak = classes(events.get(1)).get("dev.memorysystem.programs.LeakingService$Session");
    assertThat(leak.get("instances").getIntValue())
        .isGreaterThan(leak.get("previous_instances").getIntValue());
    assertThat(leak.get("bytes").getIntValue())
        .isGreaterThan(leak.get("previous_bytes").getIntValue());
  }

  private static Map<String, Map<String, AnyValue>> classes(CollectorServer.Event census) {
    return entries(census, "classes").stream()
        .collect(Collectors.toMap(entry -> entry.get("type").getStringValue(), entry -> entry));
  }

  private static void assertStacks(List<CollectorServer.Event> events) {
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().body().get("samples").getIntValue()).isPositive();
    assertThat(entries(events.getFirst(), "stacks"))
        .hasSizeLessThanOrEqualTo(64)
        .allMatch(stack -> stack.get("count").getIntValue() > 0);
  }

  private static List<Map<String, AnyValue>> entries(CollectorServer.Event event, String list) {
    return event.body().get(list).getArrayValue().getValuesList().stream()
        .map(entry -> CollectorServer.map(entry.getKvlistValue().getValuesList()))
        .toList();
  }
}
