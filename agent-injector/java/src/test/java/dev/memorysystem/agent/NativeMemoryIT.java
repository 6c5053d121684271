package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JVM accounts for of its native memory is told where it was asked to, and only there. */
class NativeMemoryIT {
  private static final long MIB = 1 << 20;
  private static final int LEAKED = 64;

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tellsWhichCategoryGrows(Jdks.Jdk jdk) throws Exception {
    String category = jdk.version() < 11 ? "Internal" : "Other";
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
                .options("-XX:NativeMemoryTracking=summary", "-Xmx64m")
                // the program's own way to take memory, of which newer JDKs warn
                .options(
                    jdk.version() < 23
                        ? new String[0]
                        : new String[] {"--sun-misc-unsafe-memory-access=allow"})
                .start("NativeLeak")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> newest(collector, "GC").filter(bytes -> bytes > 0).isPresent());
      long before = newest(collector, category).orElse(0L);

      child.type("x".repeat(LEAKED - 1));

      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> newest(collector, category).orElse(0L) >= before + LEAKED * MIB);
      assertThat(newest(collector, category).orElseThrow())
          .isLessThan(before + (LEAKED + 16) * MIB);
      assertThat(newest(collector, "Thread").isPresent()).isEqualTo(jdk.version() >= 11);
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> isMeasured(collector, category, before + LEAKED * MIB));
      assertThat(child.finish()).isEqualTo(7);
      assertThat(child.output()).isEqualTo("end\n");
      assertThat(child.errors()).isEqualTo("end of input\n");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tellsNothingWhereItIsOff(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
                .start("NativeLeak")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> collector.events("memory.live_set").size() > 2);
      assertThat(child.finish()).isEqualTo(7);
      assertThat(child.output()).isEqualTo("end\n");
      assertThat(child.errors()).isEqualTo("end of input\n");
      assertThat(collector.events("memory.live_set"))
          .noneMatch(event -> event.fields().containsKey("memory.native.categories"))
          .noneMatch(event -> event.fields().containsKey("memory.native.committed"));
      assertThat(collector.metrics())
          .noneMatch(metric -> metric.getName().equals("memory.native.committed"));
    }
  }

  /** Whether the metric of a category says so many bytes at least. */
  private static boolean isMeasured(CollectorServer collector, String category, long bytes) {
    return collector.metrics().stream()
        .filter(metric -> metric.getName().equals("memory.native.committed"))
        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
        .filter(point -> point.getAttributes(0).getValue().getStringValue().equals(category))
        .anyMatch(point -> point.getAsInt() >= bytes);
  }

  /** Bytes of a category in the last report. */
  private static Optional<Long> newest(CollectorServer collector, String category) {
    var reports = collector.events("memory.live_set");
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    var fields = reports.getLast().fields();
    List<String> names =
        list(fields.get("memory.native.categories")).stream()
            .map(AnyValue::getStringValue)
            .toList();
    List<AnyValue> bytes = list(fields.get("memory.native.committed"));
    assertThat(bytes).hasSameSizeAs(names);
    int place = names.indexOf(category);
    return place < 0 ? Optional.empty() : Optional.of(bytes.get(place).getIntValue());
  }

  private static List<AnyValue> list(AnyValue value) {
    return value == null ? List.of() : value.getArrayValue().getValuesList();
  }
}
