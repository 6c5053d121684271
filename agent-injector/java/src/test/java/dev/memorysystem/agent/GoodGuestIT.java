package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent and the application do not see, steer or disturb each other. */
class GoodGuestIT {
  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("jdks")
  void isNotSeenByTheApplication(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child = reporting(jdk, collector).start("Surroundings")) {
      awaitReports(collector, 3);
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> !collector.events("memory.containers").isEmpty());
      assertThat(child.finish()).isZero();
      assertThat(child.output())
          .isEqualTo(
              """
              dev.memorysystem.agent.MemorySystemAgent false
              dev.memorysystem.vocabulary.Signals false
              dev.memorysystem.agent.shaded.io.opentelemetry.api.logs.Logger false
              io.opentelemetry.api.GlobalOpenTelemetry false
              threads of this group 1
              """);
      assertThat(child.errors().lines().filter(thread -> thread.contains("memory-system")))
          .contains(
              "daemon memory-system-agent",
              "daemon memory-system-export",
              "daemon memory-system-plan",
              "daemon memory-system-walk")
          .allMatch(thread -> thread.startsWith("daemon memory-system-"));
      assertThat(child.errors().lines().filter(thread -> thread.startsWith("user ")))
          .allMatch(thread -> thread.equals("user main") || thread.equals("user DestroyJavaVM"));
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void callsNoneOfTheApplicationsHttpHooks(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child = reporting(jdk, collector).start("NosyHost")) {
      awaitReports(collector, 3);
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEqualTo("calls 0\n");
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void leavesTheApplicationsLogManagerAndWaitsForIt() throws Exception {
    String manager = "dev.memorysystem.programs.OwnLogManager$Manager";
    try (var collector = new CollectorServer();
        var child =
            reporting(Jdks.current(), collector)
                .options("-Djava.util.logging.manager=" + manager)
                .start("OwnLogManager")) {
      child.type("log");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals(manager + "\n"));
      awaitReports(collector, 1);
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void isNotSteeredByOpenTelemetrysSettings() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            reporting(Jdks.current(), collector)
                .with("OTEL_SDK_DISABLED", "true")
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
                .with("OTEL_METRICS_EXPORTER", "none")
                .with("OTEL_LOGS_EXPORTER", "none")
                .with("OTEL_SERVICE_NAME", "another")
                .with("OTEL_RESOURCE_ATTRIBUTES", "service.name=another,k8s.pod.name=another")
                .with("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "1")
                .options("-Dotel.sdk.disabled=true", "-Dotel.service.name=another")
                .start("Echo")) {
      awaitReports(collector, 2);
      assertThat(collector.metrics()).isNotEmpty();
      var resource = collector.events("memory.live_set").getFirst().resource();
      assertThat(resource.get("service.name").getStringValue())
          .isEqualTo("dev.memorysystem.programs.Echo");
      assertThat(resource).doesNotContainKey("k8s.pod.name");
      assertThat(child.finish()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void leavesTheApplicationsFlightRecordingAlone(Jdks.Jdk jdk) throws Exception {
    Path file = folder.resolve("application.jfr");
    String option = "-XX:StartFlightRecording=settings=default,filename=";
    try (var collector = new CollectorServer();
        var plain =
            new ChildJvm(jdk)
                .withoutAgent()
                .options(option + folder.resolve("plain.jfr"))
                .start("Echo");
        // after JFR's own start, as without this setting
        var child =
            reporting(jdk, collector)
                .with("MEMORY_SYSTEM_START_DELAY_MS", "1000")
                .options(option + file)
                .start("Echo")) {
      assertThat(plain.finish()).isEqualTo(7);
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> !collector.events("memory.survivors").isEmpty());
      Instant snapshot = Instant.now();
      awaitReports(collector, 12);
      assertThat(child.finish()).isEqualTo(7);
      assertThat(masked(child.output())).isEqualTo(masked(plain.output()));
      List<RecordedEvent> events = RecordingFile.readAllEvents(file);
      assertThat(events.stream().filter(event -> event.getStartTime().isBefore(snapshot)).count())
          .isPositive();
      assertThat(
              events.stream()
                  .filter(event -> event.getEventType().getName().equals("jdk.CPULoad"))
                  .filter(event -> event.getStartTime().isAfter(snapshot))
                  .count())
          .isGreaterThanOrEqualTo(2);
    }
  }

  /** The number of the process stands in JFR's own words. */
  private static String masked(String output) {
    return output.replaceAll("\\d+", "#");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void leavesTheJdksToolsAlone(Jdks.Jdk jdk) throws Exception {
    Path keytool = jdk.home().resolve("bin/keytool");
    try (var collector = new CollectorServer()) {
      var builder = new ProcessBuilder(keytool.toString(), "-help").redirectErrorStream(true);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      var plain = builder.start();
      String expected = new String(plain.getInputStream().readAllBytes());
      builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + ChildJvm.AGENT);
      builder.environment().put("MEMORY_SYSTEM_ENDPOINT", collector.endpoint().toString());
      builder.environment().put("MEMORY_SYSTEM_START_DELAY_MS", "0");
      var child = builder.start();
      String output = new String(child.getInputStream().readAllBytes());
      assertThat(output.lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")))
          .containsExactlyElementsOf(expected.lines().toList());
      assertThat(child.waitFor()).isEqualTo(plain.waitFor());
      assertThat(collector.events("memory.agent")).isEmpty();
    }
  }

  @Test
  void livesWithThousandsOfThreads() throws Exception {
    try (var collector = new CollectorServer();
        var child = reporting(Jdks.current(), collector).start("ManyThreads")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(
              () ->
                  collector.events("memory.live_set").stream()
                      .anyMatch(event -> event.number("memory.threads") >= 2_000));
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> !collector.events("memory.survivors").isEmpty());
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEqualTo("end\n");
      assertThat(child.errors()).isEmpty();
    }
  }

  private static ChildJvm reporting(Jdks.Jdk jdk, CollectorServer collector) {
    return new ChildJvm(jdk).reportingTo(collector.endpoint());
  }

  private static void awaitReports(CollectorServer collector, int count) {
    await()
        .atMost(ChildJvm.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> collector.events("memory.live_set").size() >= count);
  }
}
