package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.Jdks;
import dev.memorysystem.agent.harness.OwnAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.netbeans.lib.profiler.heap.HeapFactory;

/** Directives in a JVM of its own, under every JDK: each does its work, and the JVM goes on. */
class DirectivesIT {
  private static final String KEEPER = "dev.memorysystem.programs.Secrets$Keeper";
  private static final String SECRET = "whisper-kx3vq-secret";
  private static final String ANYTHING = " 600 99000000000 1";

  @TempDir Path folder;
  private Path agent;
  private Path dumps;

  static Stream<Arguments> jvms() {
    return Stream.concat(
        Jdks.all().stream().map(jdk -> Arguments.of(jdk, List.of("-XX:+UseG1GC"))),
        Stream.of(List.of("-XX:+UseZGC"), List.of("-XX:+UseShenandoahGC"))
            .filter(Jdks.current()::accepts)
            .map(options -> Arguments.of(Jdks.current(), options)));
  }

  @BeforeEach
  void make() throws Exception {
    agent = OwnAgent.jar(folder.resolve("agent.jar"), "DirectiveHost", Directives.class);
    dumps = Files.createDirectory(folder.resolve("dumps"));
  }

  private ChildJvm host(Jdks.Jdk jdk) {
    return new ChildJvm(jdk)
        .agent(agent)
        .options("-Xmx64m")
        .with("MEMORY_SYSTEM_DUMPS", dumps.toString())
        .with("MEMORY_SYSTEM_MAX_PAUSE_MS", "600000");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void areCarriedOut(Jdks.Jdk jdk, List<String> options) throws Exception {
    Path left = Files.createDirectory(dumps.resolve("memory-system-scratch-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("whole.hprof"), SECRET);
    try (var child =
        host(jdk).options(options.toArray(String[]::new)).start("DirectiveHost", SECRET)) {
      awaitLine(child, "ready");
      assertThat(files()).as("what a killed process left").isEmpty();
      child.type("class_census" + ANYTHING);
      awaitLine(child, "class_census done");
      awaitLine(child, "class " + KEEPER + " 1001");
      child.type("stack_samples" + ANYTHING);
      awaitLine(child, "stack_samples done");
      // JDK 8 stops no thread inside a counted loop
      assertThat(child.output().lines().filter(line -> line.startsWith("stack ")))
          .anyMatch(stack -> stack.contains("dev.memorysystem.programs.DirectiveHost.work("));
      child.type("heap_dump" + ANYTHING);
      awaitLine(child, "heap_dump done");
      awaitLine(child, "file " + dumps);
      child.type("class_census 0.000001 99000000000 1");
      awaitLine(child, "class_census refused it would stop the application");
      child.type("make_coffee" + ANYTHING);
      awaitLine(child, "make_coffee refused this agent knows class_census");
      assertThat(child.finish()).isZero();
      assertThat(child.output()).endsWith("end\n");
      assertThat(child.output().lines().filter(line -> line.startsWith("pause "))).hasSize(3);
      assertThat(child.errors()).isEmpty();
    }
    assertThat(files()).hasSize(1);
    Path dump = files().getFirst();
    assertThat(Files.readString(dump, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
    var heap = HeapFactory.createHeap(dump.toFile());
    assertThat(heap.getJavaClassByName(KEEPER).getInstancesCount()).isEqualTo(1_001);
  }

  /** Whether there is room after all depends on the collector; the program goes on. */
  @ParameterizedTest
  @MethodSource("jdks")
  void doNoHarmWhereTheHeapIsFull(Jdks.Jdk jdk) throws Exception {
    try (var child = host(jdk).start("DirectiveHost", SECRET, "full")) {
      awaitLine(child, "ready");
      for (String kind : List.of("class_census", "stack_samples", "heap_dump")) {
        child.type(kind + ANYTHING);
        awaitLine(child, kind + " ");
      }
      assertThat(child.finish()).isZero();
      assertThat(child.output()).endsWith("end\n");
      assertThat(child.errors()).isEmpty();
    }
    assertThat(files()).allMatch(file -> file.toString().endsWith(".hprof"));
  }

  static Stream<Jdks.Jdk> jdks() {
    return Stream.of(Jdks.all().getFirst(), Jdks.current());
  }

  @Test
  void areRefusedWhereTheJvmLacksItsBeans() throws Exception {
    try (var child =
        host(Jdks.current())
            .options("--limit-modules", "java.instrument,java.management")
            .start("DirectiveHost", SECRET)) {
      awaitLine(child, "ready");
      child.type("heap_dump" + ANYTHING);
      awaitLine(child, "heap_dump refused this JVM lets no agent ask for it");
      assertThat(child.finish()).isZero();
    }
  }

  private static void awaitLine(ChildJvm.Running child, String start) {
    await()
        .atMost(ChildJvm.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(child.output().lines().filter(line -> line.startsWith(start)))
                    .as(() -> start + " in " + text(child))
                    .isNotEmpty());
  }

  private static String text(ChildJvm.Running child) {
    try {
      return child.output() + child.errors();
    } catch (java.io.IOException gone) {
      return gone.toString();
    }
  }

  private List<Path> files() throws Exception {
    try (var all = Files.list(dumps)) {
      return all.toList();
    }
  }
}
