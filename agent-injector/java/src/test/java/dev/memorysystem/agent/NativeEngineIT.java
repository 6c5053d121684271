package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import dev.memorysystem.agent.harness.NativeEngine;
import io.opentelemetry.proto.common.v1.AnyValue;
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
          // the check would also tell of signals, where a shell in the background ignores some
          List.of("-XX:+UseG1GC", "-Xcheck:jni", "-Xrs"),
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
                // the JDK's own listing of classes does not pass -Xcheck:jni before 21
                .with("MEMORY_SYSTEM_CONTAINERS", "Never")
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

  @ParameterizedTest
  @MethodSource("jdks")
  void goesOnAfterAFullHeap(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_SAMPLER", "jvmti")
                .options("-Xmx32m")
                .start("OutOfMemory")) {
      await().atMost(PATIENCE).until(() -> !collector.events("memory.survivors").isEmpty());
      for (int times = 1; times <= 5; times++) {
        child.type("again");
        String expected = "recovered\n".repeat(times);
        await().atMost(PATIENCE).until(() -> child.output().equals(expected));
      }
      int before = collector.events("memory.survivors").size();
      await().atMost(PATIENCE).until(() -> collector.events("memory.survivors").size() > before);
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void givesWayToAnotherSampler() throws Exception {
    assertSampledBy(
        "jfr",
        "no native engine: another agent samples allocations",
        new ChildJvm(Jdks.current()).options("-agentpath:" + NativeEngine.RIVAL.toAbsolutePath()));
  }

  @Test
  void isLoadedFromTheAgentsFolderWhereTheTemporaryOneCannotBeWritten() throws Exception {
    assertSampledBy(
        "jvmti",
        "",
        new ChildJvm(Jdks.current())
            .options("-Djava.io.tmpdir=/proc")
            .with("MEMORY_SYSTEM_DIR", folder.toString()));
    assertThat(folder).isEmptyDirectory();
  }

  /** Neither sampler can do without a folder. */
  @Test
  void saysThatNoFolderLetsItBeLoaded() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(Jdks.current())
                .reportingTo(collector.endpoint())
                .options("-Djava.io.tmpdir=/proc")
                .start("LeakingService")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  collector.events("memory.agent").stream()
                      .map(event -> event.text("memory.agent.reason"))
                      .anyMatch(
                          reason ->
                              reason.contains("no native engine: ")
                                  && reason.contains("no allocation sites: ")));
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  private static void assertSampledBy(String sampler, String reason, ChildJvm jvm)
      throws Exception {
    try (var collector = new CollectorServer();
        var child = jvm.reportingTo(collector.endpoint()).start("LeakingService")) {
      await().atMost(PATIENCE).until(() -> !collector.events("memory.survivors").isEmpty());
      assertThat(collector.events("memory.survivors").getFirst().body().get("sampler"))
          .extracting(AnyValue::getStringValue)
          .isEqualTo(sampler);
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
}
