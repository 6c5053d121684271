package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rung 0 under every garbage collector of every JDK: 40 MiB live, everything else garbage. */
class CollectorsIT {
  private static final long MIB = 1 << 20;
  private static final long LIVE = 40 * MIB;
  private static final long HEAP = 192 * MIB;

  private static final List<List<String>> COLLECTORS =
      List.of(
          List.of("-XX:+UseG1GC"),
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseConcMarkSweepGC"),
          List.of("-XX:+UseZGC"),
          List.of("-XX:+UseZGC", "-XX:+ZGenerational"),
          List.of("-XX:+UseShenandoahGC"));

  static Stream<Arguments> collectors() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                COLLECTORS.stream()
                    .filter(jdk::accepts)
                    .map(options -> Arguments.of(jdk, options)));
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void findsTheLiveSet(Jdks.Jdk jdk, List<String> options) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .options(options.toArray(String[]::new))
                .options("-Xmx192m")
                .start("OldGarbage")) {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(
              () ->
                  collector.events("memory.live_set").stream()
                          .filter(event -> event.has("memory.live_set.old_floor"))
                          .count()
                      >= 4);
      assertThat(child.finish()).isZero();
      assertThat(collector.problems()).isEmpty();
      assertLiveSet(collector.events("memory.live_set"));
      assertMetrics(collector.metrics());
    }
  }

  private static void assertLiveSet(List<CollectorServer.Event> reports) {
    var last = reports.getLast();
    assertThat(last.number("memory.live_set.old_cycles")).isGreaterThanOrEqualTo(3);
    assertThat(last.number("memory.live_set.collections"))
        .isGreaterThanOrEqualTo(last.number("memory.live_set.old_cycles"));
    // Serial and Parallel leave out one survivor space
    assertThat(last.number("memory.heap.limit")).isBetween(HEAP * 3 / 4, HEAP);
    assertThat(last.number("memory.threads")).isPositive();
    assertThat(last.number("memory.classes")).isGreaterThan(100);
    assertThat(last.number("memory.direct.used")).isNotNegative();
    // nobody told the JVM: as much as the heap, of which some collectors leave out a part
    assertThat(last.number("memory.direct.limit")).isBetween(HEAP * 3 / 4, HEAP);
    assertThat(last.number("memory.heap.committed"))
        .isBetween(last.number("memory.heap.used"), HEAP);
    assertThat(last.number("memory.metaspace.used")).isPositive();
    assertThat(last.number("memory.metaspace.committed"))
        .isGreaterThanOrEqualTo(last.number("memory.metaspace.used"));
    assertThat(last.number("memory.code.committed")).isPositive();
    assertThat(last.has("memory.metaspace.limit")).isFalse();
    for (var report : reports) {
      assertThat(report.number("memory.rss")).isGreaterThan(report.number("memory.rss.anonymous"));
      assertThat(report.number("memory.heap.used")).isPositive().isLessThanOrEqualTo(HEAP);
      assertThat(report.fields().get("memory.gc.time").getDoubleValue()).isNotNegative();
      assertThat(report.fields().get("memory.jit.time").getDoubleValue()).isNotNegative();
    }
    assertThat(last.number("memory.heap.allocated")).isGreaterThan(LIVE);
    assertMonotonic(reports, "memory.heap.allocated");
    assertMonotonic(reports, "memory.live_set.old_cycles");
    assertMonotonic(reports, "memory.live_set.collections");
    // The best of the later windows is the live set: it cannot be less, floating garbage aside
    long floor =
        reports.stream()
            .filter(report -> report.has("memory.live_set.old_floor"))
            .skip(1)
            .map(report -> report.number("memory.live_set.old_floor"))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(floor).isBetween(LIVE, LIVE * 9 / 4);
    assertThat(reports)
        .filteredOn(report -> report.has("memory.live_set.floor"))
        .hasSizeGreaterThanOrEqualTo(3);
  }

  private static void assertMonotonic(List<CollectorServer.Event> reports, String field) {
    assertThat(reports).extracting(report -> report.number(field)).isSorted();
  }

  private static void assertMetrics(List<Metric> metrics) {
    assertThat(metrics.stream().map(Metric::getName).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "jvm.memory.used",
            "jvm.memory.committed",
            "jvm.memory.limit",
            "jvm.memory.used_after_last_gc",
            "jvm.gc.duration",
            "jvm.thread.count",
            "jvm.class.count",
            "jvm.buffer.memory.used",
            "jvm.buffer.count",
            "process.memory.usage");
    Metric duration =
        metrics.stream()
            .filter(metric -> metric.getName().equals("jvm.gc.duration"))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(duration.getUnit()).isEqualTo("s");
    assertThat(duration.getHistogram().getDataPoints(0).getCount()).isPositive();
  }
}
