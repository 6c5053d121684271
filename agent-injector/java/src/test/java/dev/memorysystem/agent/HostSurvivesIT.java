package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.Behaviour;
import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import dev.memorysystem.agent.harness.PlanServer;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application behaves as without the agent, whatever the collector does. */
class HostSurvivesIT {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  /** What an application shows to the outside. */
  record Outcome(int exit, String output, String errors) {
    static Outcome of(ChildJvm.Running child) throws IOException, InterruptedException {
      int exit = child.finish();
      return new Outcome(exit, child.output(), child.errors());
    }
  }

  private static final Outcome ECHO = new Outcome(7, "echo hello\nend\n", "end of input\n");

  @ParameterizedTest
  @EnumSource(Behaviour.class)
  void whateverTheCollectorAnswers(Behaviour behaviour) throws Exception {
    try (var server = behaviour.start();
        var child = new ChildJvm(Jdks.current()).reportingTo(server.endpoint()).start("Echo")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> server.connections() > 0);
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(ECHO);
    }
  }

  /** It goes on reporting, too. */
  @ParameterizedTest
  @EnumSource(Behaviour.class)
  void whateverIsPlanned(Behaviour behaviour) throws Exception {
    try (var server = new PlanServer(behaviour);
        var child = new ChildJvm(Jdks.current()).reportingTo(server.endpoint()).start("Echo")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> server.questions() > 0);
      int before = server.reports();
      await().atMost(ChildJvm.PATIENCE).until(() -> server.reports() > before + 2);
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(ECHO);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1",
        "https://127.0.0.1:1",
        "http://no-such-host.invalid:4318",
        "not a url",
        "http://",
        " "
      })
  void whereverTheCollectorIsNot(String endpoint) throws Exception {
    try (var child =
        new ChildJvm(Jdks.current())
            .reportingTo(NOBODY)
            .with("MEMORY_SYSTEM_ENDPOINT", endpoint)
            .start("Echo")) {
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(ECHO);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whenItEndsAtOnce(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child = new ChildJvm(jdk).reportingTo(collector.endpoint()).start("Echo")) {
      assertThat(Outcome.of(child)).isEqualTo(new Outcome(7, "end\n", "end of input\n"));
    }
  }

  /** An agent that has reported has all it needs, and reports again. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whenTheHeapIsFull(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child = withSmallHeap(jdk, collector)) {
      await().atMost(ChildJvm.PATIENCE).until(() -> collector.events("memory.live_set").size() > 3);
      fillTheHeap(child);
      int before = collector.events("memory.live_set").size();
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> collector.events("memory.live_set").size() > before + 2);
      assertThat(child.finish()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  /**
   * The agent may not come up: a class of the JDK whose initialisation meets a full heap is lost to
   * its JVM. The host must not notice. What the JDK's own instrument library says of a class that
   * is loaded just then, with whatever agent, is not ours to stop.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void whenTheHeapIsFullWhileTheAgentStarts(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child = withSmallHeap(jdk, collector)) {
      fillTheHeap(child);
      assertThat(child.finish()).isZero();
      assertThat(child.errors().lines())
          .filteredOn(line -> !line.startsWith("*** java.lang.instrument ASSERTION FAILED ***"))
          .isEmpty();
    }
  }

  /** Without JFR, whose own thread tells of a full heap on the standard error stream. */
  private static ChildJvm.Running withSmallHeap(Jdks.Jdk jdk, CollectorServer collector)
      throws Exception {
    return new ChildJvm(jdk)
        .reportingTo(collector.endpoint())
        .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never")
        .options("-Xmx32m")
        .start("OutOfMemory");
  }

  private static void fillTheHeap(ChildJvm.Running child) throws Exception {
    for (int times = 1; times <= 5; times++) {
      child.type("again");
      String expected = "recovered\n".repeat(times);
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals(expected));
    }
  }

  @Test
  void whenTheAgentIsGivenTwice() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(Jdks.current())
                .reportingTo(collector.endpoint())
                .options("-javaagent:" + ChildJvm.AGENT)
                .start("Echo")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> collector.events("memory.live_set").size() > 3);
      assertThat(
              collector.events("memory.live_set").stream()
                  .map(event -> event.resource().get("service.instance.id").getStringValue())
                  .distinct())
          .hasSize(1);
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(ECHO);
    }
  }

  /** JVMs that do without parts of the JDK: even the beans' module may be missing. */
  static Stream<Arguments> modules() {
    return jdks()
        .filter(jdk -> jdk.version() >= 9)
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "java.instrument", "no module java.management"),
                    Arguments.of(
                        jdk, "java.instrument,java.management", "do not tell of collections"),
                    Arguments.of(
                        jdk,
                        "java.instrument,java.management,jdk.management",
                        "no JFR (module jdk.jfr)")));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void withFewModulesItReportsWhatItCan(Jdks.Jdk jdk, String modules, String reason)
      throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_SAMPLER", "jfr")
                .options("--limit-modules", modules)
                .start("Echo")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(
              () ->
                  collector.events("memory.agent").stream()
                          .anyMatch(
                              event ->
                                  event.text("memory.agent.state").equals("degraded")
                                      && event.text("memory.agent.reason").contains(reason))
                      && !collector.events("memory.live_set").isEmpty());
      var report = collector.events("memory.live_set").getFirst();
      assertThat(report.number("memory.rss")).isPositive();
      assertThat(report.number("memory.heap.used")).isPositive();
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(ECHO);
    }
  }

  /** The last line of defence: a policy that gives the application's code nothing. */
  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void underASecurityManagerFromTheStart(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var plain =
            new ChildJvm(jdk).withoutAgent().options("-Djava.security.manager").start("Echo");
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .options("-Djava.security.manager")
                .start("Echo")) {
      plain.type("hello");
      child.type("hello");
      assertThat(Outcome.of(child)).isEqualTo(Outcome.of(plain));
    }
  }

  static Stream<Jdks.Jdk> jdksWithSecurityManager() {
    return jdks().filter(jdk -> jdk.accepts(java.util.List.of("-Djava.security.manager")));
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void underASecurityManagerSetLater(Jdks.Jdk jdk) throws Exception {
    String[] options =
        jdk.version() >= 12 ? new String[] {"-Djava.security.manager=allow"} : new String[0];
    try (var collector = new CollectorServer();
        var plain = new ChildJvm(jdk).withoutAgent().options(options).start("LateSecurityManager");
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .options(options)
                .start("LateSecurityManager")) {
      await().atMost(ChildJvm.PATIENCE).until(() -> !collector.events("memory.live_set").isEmpty());
      plain.type("now");
      child.type("now");
      await().atMost(ChildJvm.PATIENCE).until(() -> child.output().equals("forbidden\n"));
      int before = collector.events("memory.live_set").size();
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> collector.events("memory.live_set").size() > before + 4);
      assertThat(collector.events("memory.agent"))
          .noneMatch(event -> event.text("memory.agent.state").equals("degraded"));
      assertThat(Outcome.of(child)).isEqualTo(Outcome.of(plain));
    }
  }
}
