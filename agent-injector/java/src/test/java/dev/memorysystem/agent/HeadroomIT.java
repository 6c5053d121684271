package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a real cgroup of version 1, where this machine has them and lets us make one. */
class HeadroomIT {
  private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");
  private static final long MIB = 1 << 20;

  @Test
  void doesNotStartJfrInAContainerWithoutRoomForIt() throws Exception {
    Path cgroup = MEMORY.resolve("memory-system-test-" + ProcessHandle.current().pid());
    assumeTrue(Files.isWritable(MEMORY.resolve("cgroup.procs")));
    Files.createDirectory(cgroup);
    try (var collector = new CollectorServer()) {
      collector.accept("nobody's");
      try (var child =
          new ChildJvm(Jdks.current())
              .within(cgroup)
              .reportingTo(collector.endpoint())
              .with("MEMORY_SYSTEM_SAMPLER", "jfr")
              // what the heap may take is taken already
              .options("-Xms32m", "-Xmx32m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch")
              .start("Echo")) {
        // nothing that costs memory is started for a collector that takes nothing
        await().atMost(ChildJvm.PATIENCE).until(() -> collector.refused() > 4);
        limit(cgroup, anonymous(cgroup) + 16 * MIB);
        collector.accept(null);
        await().atMost(ChildJvm.PATIENCE).until(() -> reason(collector).contains("leaves less"));
        assertThat(collector.events("memory.survivors")).isEmpty();
        limit(cgroup, anonymous(cgroup) + 500 * MIB);
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(() -> !collector.events("memory.survivors").isEmpty());
        await().atMost(ChildJvm.PATIENCE).until(() -> reason(collector).isEmpty());
        assertThat(child.finish()).isEqualTo(7);
        assertThat(child.errors()).isEqualTo("end of input\n");
      }
    } finally {
      await().until(() -> cgroup.toFile().delete());
    }
  }

  private static String reason(CollectorServer collector) {
    var events = collector.events("memory.agent");
    return events.isEmpty() ? "" : events.getLast().text("memory.agent.reason");
  }

  private static long anonymous(Path cgroup) throws IOException {
    try (var lines = Files.lines(cgroup.resolve("memory.stat"))) {
      return lines
          .filter(line -> line.startsWith("total_rss "))
          .mapToLong(line -> Long.parseLong(line.substring("total_rss ".length())))
          .sum();
    }
  }

  private static void limit(Path cgroup, long bytes) throws IOException {
    Files.writeString(cgroup.resolve("memory.limit_in_bytes"), Long.toString(bytes));
  }
}
