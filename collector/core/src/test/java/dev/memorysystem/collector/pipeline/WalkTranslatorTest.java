package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.collector.Otlp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTranslatorTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String HOLDER = "com.example.Sessions.open";

  private static Observation one(String event, Map<String, Object> body) {
    return LogTranslator.translate(
            Otlp.request(Otlp.process("i-1"), Otlp.bodyEvent(event, NOON, body)), NOON, uid -> null)
        .getFirst();
  }

  @Test
  void containersWithAllThatIsSaidOfThem() {
    Map<String, Object> full = new HashMap<>();
    full.put("root", "thread_local");
    full.put("path", List.of("ThreadLocal(com.example.Sessions)", HOLDER));
    full.put("holder", HOLDER);
    full.put("type", "java.util.HashMap");
    full.put("size", 88_310);
    full.put("first_size", 1204);
    full.put("first_seconds", 60);
    full.put("previous_size", 88_000);
    full.put("previous_seconds", 390);
    full.put("walks", 12);
    full.put("grew_walks", 11);
    full.put("shrank_walks", 1);
    full.put("element_type", "com.example.Session");
    full.put("key_type", "java.lang.String");
    full.put("shallow_bytes", 4_238_880);
    Map<String, Object> bare =
        Map.of("type", "byte[][]", "size", 3, "first_size", 3, "first_seconds", 420);
    Map<String, Object> broken = Map.of("type", "java.util.ArrayList", "size", 3);

    var seen =
        (Observation.ContainersSeen)
            one(
                "memory.containers",
                Map.of(
                    "process_seconds",
                    420,
                    "walk_seconds",
                    2.5,
                    "cpu_seconds",
                    0.12,
                    "visited",
                    1_500_000,
                    "complete",
                    true,
                    "containers",
                    List.of(full, bare, broken)));

    Containers containers = seen.containers();
    assertThat(containers.process().instanceId()).isEqualTo("i-1");
    assertThat(containers.at()).isEqualTo(NOON);
    assertThat(containers.processAge()).isEqualTo(Duration.ofSeconds(420));
    assertThat(containers.walkSeconds()).isEqualTo(2.5);
    assertThat(containers.cpuSeconds()).isEqualTo(0.12);
    assertThat(containers.visited()).isEqualTo(1_500_000);
    assertThat(containers.complete()).isTrue();
    assertThat(containers.containers())
        .containsExactly(
            new Container(
                PathRoot.THREAD_LOCAL,
                List.of("ThreadLocal(com.example.Sessions)", HOLDER),
                HOLDER,
                "java.util.HashMap",
                88_310,
                1204,
                60,
                88_000L,
                390L,
                12,
                11,
                1,
                "com.example.Session",
                "java.lang.String",
                4_238_880L),
            new Container(
                PathRoot.UNKNOWN,
                List.of(),
                null,
                "byte[][]",
                3,
                3,
                420,
                null,
                null,
                0,
                0,
                0,
                null,
                null,
                null));
  }

  @Test
  void whatHoldsSamples() {
    Map<String, Object> reached = new HashMap<>();
    reached.put("type", "com.example.Session");
    reached.put("frames", List.of("com.example.Sessions.open(Sessions.java:42)"));
    reached.put("samples", 16);
    reached.put("reached", 15);
    reached.put("root", "static");
    reached.put("path", List.of(HOLDER, "java.util.HashMap.table", "[]"));
    reached.put("holder", HOLDER);
    reached.put("container_type", "java.util.HashMap");
    reached.put("container_size", 88_310);
    reached.put("container_first_size", 1204);
    reached.put("container_first_seconds", 60);
    Map<String, Object> unreached =
        Map.of(
            "type",
            "byte[]",
            "samples",
            4,
            "reached",
            0,
            "unreached_reason",
            "held by a stack, JNI or a monitor, or garbage already");
    Map<String, Object> broken = Map.of("type", "byte[]");

    var seen =
        (Observation.PathsSeen)
            one(
                "memory.retained_path",
                Map.of("process_seconds", 420, "targets", List.of(reached, unreached, broken)));

    RetainedPaths paths = seen.paths();
    assertThat(paths.processAge()).isEqualTo(Duration.ofSeconds(420));
    assertThat(paths.targets())
        .containsExactly(
            new Target(
                "com.example.Session",
                List.of("com.example.Sessions.open(Sessions.java:42)"),
                16,
                15,
                PathRoot.STATIC,
                List.of(HOLDER, "java.util.HashMap.table", "[]"),
                HOLDER,
                "java.util.HashMap",
                88_310L,
                1204L,
                60L,
                null),
            new Target(
                "byte[]",
                List.of(),
                4,
                0,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                "held by a stack, JNI or a monitor, or garbage already"));
  }

  @Test
  void whatIsBeyondTheVocabularysBoundsIsCutOff() {
    Map<String, Object> container = new HashMap<>();
    container.put("type", "T");
    container.put("size", 1);
    container.put("first_size", 1);
    container.put("first_seconds", 1);
    container.put("path", Collections.nCopies(100, "[]"));
    Map<String, Object> target =
        Map.of("type", "T", "samples", 1, "reached", 1, "frames", Collections.nCopies(99, "f"));

    var containers =
        (Observation.ContainersSeen)
            one(
                "memory.containers",
                Map.of("process_seconds", 1, "containers", Collections.nCopies(200, container)));
    var paths =
        (Observation.PathsSeen)
            one(
                "memory.retained_path",
                Map.of("process_seconds", 1, "targets", Collections.nCopies(200, target)));

    assertThat(containers.containers().containers())
        .hasSize(64)
        .allSatisfy(each -> assertThat(each.path()).hasSize(16));
    assertThat(paths.paths().targets())
        .hasSize(32)
        .allSatisfy(each -> assertThat(each.frames()).hasSize(32));
  }

  @Test
  void aRootOfANewerAgentIsUnknown() {
    var seen =
        (Observation.ContainersSeen)
            one(
                "memory.containers",
                Map.of(
                    "process_seconds",
                    1,
                    "containers",
                    List.of(
                        Map.of(
                            "root",
                            "finalizer",
                            "type",
                            "T",
                            "size",
                            1,
                            "first_size",
                            1,
                            "first_seconds",
                            1))));

    assertThat(seen.containers().containers().getFirst().root()).isEqualTo(PathRoot.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory.containers", "memory.retained_path"})
  void aWalkThatDoesNotSayWhenItWasIsIgnored(String event) {
    assertThat(one(event, Map.of())).isEqualTo(new Observation.Ignored("malformed_event"));
  }
}
