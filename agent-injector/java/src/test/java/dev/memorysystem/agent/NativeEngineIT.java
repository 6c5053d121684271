package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import dev.memorysystem.agent.harness.NativeEngine;
import io.opentelemetry.proto.common.v1.ArrayValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The native engine in JVMs that make it hard, and the JVMs that it gives way in. */
class NativeEngineIT {
  /** Only a broken engine, or a machine that does much else, needs it all. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of("-XX:+UseG1GC", "-Xcheck:jni"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseZGC"),
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseShenandoahGC"),
          List.of("-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders"));

  @TempDir Path folder;

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream().filter(jdk -> jdk.version() >= 11);
  }

  /** All of them under the newest JDK, the two that differ most under the others. */
  static Stream<Arguments> collectors() {
    return jdks()
        .flatMap(
            jdk ->
                COLLECTORS.stream()
                    .limit(jdk.equals(Jdks.current()) ? COLLECTORS.size() : 2)
                    .filter(jdk::accepts)
                    .map(options -> Arguments.of(jdk, options)));
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void followsWhatLivesThroughChurn(Jdks.Jdk jdk, List<String> options) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_SAMPLER", "jvmti")
                .options(options.toArray(String[]::new))
                .options("-Xmx512m")
                .start("Churn")) {
      await().atMost(PATIENCE).until(() -> hasFoundBothLeaks(collector));
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
      assertThat(child.output().lines()).isNotEmpty().allMatch("round"::equals);
      assertThat(collector.problems()).isEmpty();
    }
  }

  /** An error of the engine's would end the process, and be told on its standard error stream. */
  @ParameterizedTest
  @MethodSource("jdks")
  void makesNoErrorThatASanitizerSees(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .agent(NativeEngine.sanitizedAgent(folder))
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_SAMPLER", "jvmti")
                .with("LD_PRELOAD", NativeEngine.ADDRESS_SANITIZER.toString())
                // the JVM handles signals, and frees little at its end
                .with("ASAN_OPTIONS", "handle_segv=0:detect_leaks=0:halt_on_error=1")
                .options("-Xmx512m", "-XX:+UseSerialGC")
                .start("Churn")) {
      await().atMost(PATIENCE).until(() -> hasFoundBothLeaks(collector));
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void givesWayToAnotherSampler() throws Exception {
    assertGivesWay(
        "another agent samples allocations", "-agentpath:" + NativeEngine.RIVAL.toAbsolutePath());
  }

  private void assertGivesWay(String reason, String option) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(Jdks.current())
                .reportingTo(collector.endpoint())
                .options(option)
                .start("LeakingService")) {
      await().atMost(PATIENCE).until(() -> !collector.events("memory.survivors").isEmpty());
      assertThat(sampler(collector.events("memory.survivors").getFirst())).isEqualTo("jfr");
      assertThat(collector.events("memory.agent"))
          .anyMatch(event -> event.text("memory.agent.reason").contains(reason));
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
    }
  }

  /** What is kept by platform threads and what by virtual ones. */
  private static boolean hasFoundBothLeaks(CollectorServer collector) {
    return hasFound(collector, "keptByThread") && hasFound(collector, "keptByVirtualThread");
  }

  /** Arrays of which some outlived a cycle more than what makes them old. */
  private static boolean hasFound(CollectorServer collector, String method) {
    return collector.events("memory.survivors").stream()
        .flatMap(event -> event.body().get("sites").getArrayValue().getValuesList().stream())
        .map(site -> CollectorServer.map(site.getKvlistValue().getValuesList()))
        .anyMatch(
            site ->
                site.get("type").getStringValue().equals("long[]")
                    && site.get("births").getIntValue() >= 3
                    && site.get("deaths").getIntValue() == 0
                    && isAllocatedAt(site.get("frames").getArrayValue(), method));
  }

  private static boolean isAllocatedAt(ArrayValue frames, String method) {
    return frames
        .getValues(0)
        .getStringValue()
        .startsWith("dev.memorysystem.programs.Churn." + method + "(Churn.java:");
  }

  private static String sampler(CollectorServer.Event survivors) {
    return survivors.body().get("sampler").getStringValue();
  }
}
