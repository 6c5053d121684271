package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Growing containers are named by what holds them, while several threads fill them. */
class ContainersIT {
  private static final String PROGRAM = "dev.memorysystem.programs.GrowingContainers";
  private static final String ELEMENT = PROGRAM + "$Element";

  /** Root, holder and type of what grows. */
  private static final Set<String> GROWING =
      Set.of(
          "static GrowingContainers.MAP java.util.Collections$SynchronizedMap",
          "static GrowingContainers.CONCURRENT java.util.concurrent.ConcurrentHashMap",
          "static GrowingContainers.SORTED java.util.Collections$SynchronizedMap",
          "static GrowingContainers.SKIP_LIST java.util.concurrent.ConcurrentSkipListMap",
          "static GrowingContainers.WEAK_KEYS java.util.Collections$SynchronizedMap",
          "static GrowingContainers.SET java.util.concurrent.ConcurrentHashMap$KeySetView",
          "static GrowingContainers.QUEUE java.util.concurrent.LinkedBlockingQueue",
          "static GrowingContainers.LINKED_QUEUE java.util.concurrent.ConcurrentLinkedQueue",
          "static GrowingContainers.DEQUE java.util.ArrayDeque",
          "static GrowingContainers.PRIORITY java.util.PriorityQueue",
          "static GrowingContainers.COPIED java.util.concurrent.CopyOnWriteArrayList",
          "static GrowingContainers$Service.sessions"
              + " java.util.Collections$SynchronizedRandomAccessList",
          "static GrowingContainers$Service.listeners java.util.ArrayList",
          "static GrowingContainers$Registry.entries java.lang.Object[]",
          "static GrowingContainers$Tenant.events java.util.ArrayList",
          "static GrowingContainers.chain GrowingContainers$Node",
          "static GrowingContainers$Plugin.STATE java.util.ArrayList",
          "thread GrowingContainers$Worker.done java.util.ArrayList",
          "thread_local GrowingContainers.LOCAL java.util.ArrayList",
          "thread_local GrowingContainers.OTHER_LOCAL java.util.ArrayList",
          "class_loader GrowingContainers$PluginLoader.resources java.util.ArrayList");

  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseZGC"),
          List.of("-XX:+UseShenandoahGC"),
          List.of("-XX:+UseCompactObjectHeaders"),
          List.of("-XX:-UseCompressedOops"));

  static Stream<Arguments> jvms() {
    return Stream.concat(
        Jdks.all().stream().map(jdk -> Arguments.of(jdk, List.of("-XX:+UseG1GC"))),
        COLLECTORS.stream()
            .filter(Jdks.current()::accepts)
            .map(options -> Arguments.of(Jdks.current(), options)));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void namesWhatGrows(Jdks.Jdk jdk, List<String> options) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            walked(jdk, collector)
                .options(options.toArray(String[]::new))
                .options("-Xmx512m")
                .start("GrowingContainers")) {
      Set<String> missing = new HashSet<>(GROWING);
      await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(
              () -> {
                for (var container : latest(collector)) {
                  if (number(container, "grew_walks") >= 2) {
                    missing.remove(description(container));
                  }
                }
                assertThat(missing)
                    .as(
                        () ->
                            collector.events("memory.containers").size()
                                + " walks, the last with "
                                + latest(collector).stream()
                                    .map(c -> description(c) + " " + number(c, "grew_walks"))
                                    .toList())
                    .isEmpty();
              });
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
      assertThat(collector.problems()).isEmpty();
      assertWalks(collector.events("memory.containers"));
      assertThat(reasons(collector)).noneMatch(reason -> reason.contains("container sizes"));
    }
  }

  private static void assertWalks(List<CollectorServer.Event> walks) {
    for (var walk : walks) {
      assertThat(walk.body().get("visited").getIntValue()).isPositive();
      assertThat(walk.body().get("cpu_seconds").getDoubleValue()).isNotNegative();
      assertThat(containers(walk)).hasSizeLessThanOrEqualTo(64);
    }
    var last = containers(walks.getLast());
    var map = held(last, "GrowingContainers.MAP").orElseThrow();
    assertThat(map.get("element_type").getStringValue()).isEqualTo(ELEMENT);
    assertThat(map.get("key_type").getStringValue()).isEqualTo("java.lang.Integer");
    assertThat(number(map, "size")).isGreaterThan(number(map, "first_size"));
    assertThat(number(map, "walks")).isGreaterThanOrEqualTo(number(map, "grew_walks"));
    assertThat(number(map, "shrank_walks")).isZero();
    assertThat(number(map, "shallow_bytes")).isGreaterThan(number(map, "size") * 40);
    assertThat(strings(held(last, "GrowingContainers$Tenant.events").orElseThrow(), "path"))
        .containsExactly(PROGRAM + ".TENANTS", "[]", PROGRAM + "$Tenant.events");
    var constant = held(last, "GrowingContainers.CONSTANT").orElseThrow();
    assertThat(number(constant, "size")).isEqualTo(1_000);
    assertThat(number(constant, "grew_walks")).isZero();
    held(last, "GrowingContainers.BOUNDED")
        .ifPresent(
            bounded -> {
              assertThat(number(bounded, "size")).isLessThanOrEqualTo(101);
              assertThat(bounded.get("element_type").getStringValue()).isEqualTo(ELEMENT);
            });
  }

  @Test
  void isSwitchedOff() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            walked(Jdks.current(), collector)
                .with("MEMORY_SYSTEM_CONTAINERS", "Never")
                .start("GrowingContainers")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .until(() -> collector.events("memory.live_set").size() >= 10);
      assertThat(child.finish()).isZero();
      assertThat(collector.events("memory.containers")).isEmpty();
    }
  }

  private static ChildJvm walked(Jdks.Jdk jdk, CollectorServer collector) {
    return new ChildJvm(jdk)
        .reportingTo(collector.endpoint())
        .with("MEMORY_SYSTEM_ALLOCATION_SITES", "Never");
  }

  private static List<String> reasons(CollectorServer collector) {
    return collector.events("memory.agent").stream()
        .map(event -> event.text("memory.agent.reason"))
        .toList();
  }

  private static List<Map<String, AnyValue>> latest(CollectorServer collector) {
    var walks = collector.events("memory.containers");
    return walks.isEmpty() ? List.of() : containers(walks.getLast());
  }

  private static List<Map<String, AnyValue>> containers(CollectorServer.Event walk) {
    return walk.body().get("containers").getArrayValue().getValuesList().stream()
        .map(container -> CollectorServer.map(container.getKvlistValue().getValuesList()))
        .toList();
  }

  private static Optional<Map<String, AnyValue>> held(
      List<Map<String, AnyValue>> containers, String holder) {
    return containers.stream()
        .filter(
            container ->
                container.containsKey("holder")
                    && container.get("holder").getStringValue().endsWith("." + holder))
        .findFirst();
  }

  private static String description(Map<String, AnyValue> container) {
    String holder =
        container.containsKey("holder") ? container.get("holder").getStringValue() : "-";
    return (container.get("root").getStringValue()
            + " "
            + holder
            + " "
            + container.get("type").getStringValue())
        .replace("dev.memorysystem.programs.", "");
  }

  private static long number(Map<String, AnyValue> container, String field) {
    return container.get(field).getIntValue();
  }

  private static List<String> strings(Map<String, AnyValue> container, String field) {
    return container.get(field).getArrayValue().getValuesList().stream()
        .map(AnyValue::getStringValue)
        .toList();
  }
}
