package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent says of itself and of what it cannot see. */
class ReportingIT {
  @TempDir Path folder;

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void startsRunsAndStops(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        // the end does not wait for a snapshot that is under way
        var child =
            reporting(jdk, collector)
                .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
                .start("Echo")) {
      awaitState(collector, "started");
      awaitState(collector, "running");
      child.finish();
      var events = collector.events("memory.agent");
      assertThat(events.getFirst().text("memory.agent.state")).isEqualTo("started");
      assertThat(events.getLast().text("memory.agent.state")).isEqualTo("stopped");
      for (var event : events) {
        assertThat(event.text("event.name")).isEqualTo("memory.agent");
        assertThat(event.number("memory.agent.dropped")).isZero();
        assertThat(event.fields().get("memory.agent.interval").getDoubleValue()).isEqualTo(0.5);
        assertThat(event.fields().get("memory.agent.cpu_seconds").getDoubleValue()).isPositive();
      }
      assertThat(events)
          .extracting(event -> event.resource().get("service.instance.id").getStringValue())
          .containsOnly(events.getFirst().resource().get("service.instance.id").getStringValue());
    }
  }

  @Test
  void tellsLaterWhatWasLost() throws Exception {
    try (var collector = new CollectorServer()) {
      collector.accept("a token that nobody has");
      try (var child = reporting(Jdks.current(), collector).start("Echo")) {
        await().atMost(ChildJvm.PATIENCE).until(() -> collector.refused() > 2);
        collector.accept(null);
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(
                () ->
                    collector.events("memory.agent").stream()
                        .anyMatch(event -> event.number("memory.agent.dropped") > 2));
        assertThat(child.finish()).isEqualTo(7);
      }
    }
  }

  @Test
  void saysWhichSettingsItCannotUse() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            reporting(Jdks.current(), collector)
                .with("MEMORY_SYSTEM_MAX_CPU_PERCENT", "lots")
                .with("MEMORY_SYSTEM_MAX_MEMORY_MB", "-3")
                .with("MEMORY_SYSTEM_START_DELAY_MS", "later")
                .start("Echo")) {
      awaitState(collector, "degraded");
      assertThat(collector.events("memory.agent").getFirst().text("memory.agent.reason"))
          .contains("MEMORY_SYSTEM_MAX_CPU_PERCENT=lots", "MEMORY_SYSTEM_MAX_MEMORY_MB=-3");
      assertThat(child.finish()).isEqualTo(7);
      assertThat(child.errors()).isEqualTo("end of input\n");
    }
  }

  @Test
  void isSilentWhenDisabled() throws Exception {
    try (var collector = new CollectorServer();
        var disabled =
            reporting(Jdks.current(), collector)
                .with("MEMORY_SYSTEM_ENABLED", "false")
                .with("MEMORY_SYSTEM_WORKLOAD_NAME", "disabled")
                .start("Echo");
        var enabled = reporting(Jdks.current(), collector).start("Echo")) {
      awaitState(collector, "running");
      disabled.finish();
      enabled.finish();
      assertThat(collector.events("memory.agent"))
          .noneMatch(
              event -> event.resource().get("service.name").getStringValue().equals("disabled"));
    }
  }

  @Test
  void takesNoSamplesWhenTheyAreNotAllowed() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            reporting(Jdks.current(), collector)
                .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
                .options("-Xlog:jfr+system:file=" + folder.resolve("jfr.log"))
                .start("Echo")) {
      awaitState(collector, "running");
      child.finish();
      assertThat(collector.events("memory.survivors")).isEmpty();
      assertThat(folder.resolve("jfr.log")).isEmptyFile();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void saysThatNoFolderIsWritable(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            reporting(jdk, collector)
                .with("MEMORY_SYSTEM_DIR", "/proc/none")
                .options("-Djava.io.tmpdir=/proc")
                .start("Echo")) {
      awaitState(collector, "degraded");
      assertThat(collector.events("memory.agent").getLast().text("memory.agent.reason"))
          .contains("JFR needs a writable folder");
      await().atMost(ChildJvm.PATIENCE).until(() -> collector.events("memory.live_set").size() > 2);
      assertThat(child.finish()).isEqualTo(7);
      assertThat(child.output()).isEqualTo("end\n");
      assertThat(child.errors()).isEqualTo("end of input\n");
    }
  }

  /** As in a container with a read-only root file system and the agent's volume. */
  @ParameterizedTest
  @MethodSource("jdks")
  void samplesInItsOwnFolderWhenTheTemporaryOneIsNotWritable(Jdks.Jdk jdk) throws Exception {
    Path abandoned = Files.createDirectories(folder.resolve("memory-system-scratch-1/2026_1"));
    Files.writeString(abandoned.resolve("left.jfr"), "of a process that was killed");
    Files.createFile(folder.resolve("memory-system-scratch-1/lock"));
    try (var collector = new CollectorServer();
        var child =
            reporting(jdk, collector)
                .with("MEMORY_SYSTEM_DIR", folder.toString())
                .with("MEMORY_SYSTEM_SAMPLER", "jfr")
                .options("-Djava.io.tmpdir=/proc")
                .start("LeakingService")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> collector.events("memory.survivors").size() >= 2);
      assertThat(folder.resolve("memory-system-scratch-1")).doesNotExist();
      assertThat(snapshots()).isEmpty();
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
    }
  }

  private java.util.List<Path> snapshots() throws IOException {
    try (var files = Files.walk(folder, 2)) {
      return files.filter(file -> file.toString().endsWith(".jfr")).toList();
    }
  }

  private static ChildJvm reporting(Jdks.Jdk jdk, CollectorServer collector) {
    return new ChildJvm(jdk).reportingTo(collector.endpoint());
  }

  private static void awaitState(CollectorServer collector, String state) {
    await()
        .atMost(ChildJvm.PATIENCE)
        .until(
            () ->
                collector.events("memory.agent").stream()
                    .anyMatch(event -> event.text("memory.agent.state").equals(state)));
  }
}
