package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many files a program has mapped is told, and how many mappings it may have. */
class MappedBuffersIT {
  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tellsMappedFilesThatStay(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
                .start("MappedFiles")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> !collector.events("memory.live_set").isEmpty());
      long before = mapped(collector);

      child.type("x".repeat(19));

      await().atMost(ChildJvm.PATIENCE).until(() -> mapped(collector) == before + 2_000);
      assertThat(child.finish()).isEqualTo(7);
      assertThat(child.output()).isEqualTo("2000\n");
      assertThat(child.errors()).isEmpty();
      long limit =
          Long.parseLong(Files.readAllLines(Path.of("/proc/sys/vm/max_map_count")).getFirst());
      assertThat(collector.events("memory.live_set"))
          .allMatch(report -> report.number("memory.mappings.limit") == limit);
      assertThat(collector.problems()).isEmpty();
    }
  }

  /** Buffers in the last report. */
  private static long mapped(CollectorServer collector) {
    return collector.events("memory.live_set").getLast().number("memory.mapped.count");
  }
}
