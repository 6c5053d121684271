package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds the surviving samples of the native engine is found while the program runs. */
class RetainedPathIT {
  private static final String SERVICE = "dev.memorysystem.programs.Retaining";

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream().filter(jdk -> jdk.version() >= 11);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void namesWhatHoldsTheLeak(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .options("-Xmx512m")
                .start("Retaining")) {
      awaitTarget(
          collector,
          target ->
              names(target, "Session.history", "static", SERVICE + ".SESSIONS")
                  && path(target)
                      .equals(List.of(SERVICE + ".SESSIONS", "[]", SERVICE + "$Session.history")));
      awaitTarget(
          collector,
          target ->
              names(target, "Report.lines", "stack", SERVICE + ".write")
                  && path(target)
                      .equals(
                          List.of(
                              "Stack(" + SERVICE + ".write)", "[]", SERVICE + "$Report.lines")));
      assertThat(pauses(collector)).isNotEmpty().allMatch(pause -> pause > 0);
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
      assertThat(collector.problems()).isEmpty();
    }
  }

  @Test
  void countsContainersAloneUntilPathsAreWanted() throws Exception {
    try (var collector = new CollectorServer()) {
      collector.plan("{\"walk\": {\"paths\": false}}");
      try (var child =
          new ChildJvm(Jdks.current())
              .reportingTo(collector.endpoint())
              .options("-Xmx512m")
              .start("Retaining")) {
        // of four walks one looks for paths
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> collector.events("memory.containers").size() >= 6);
        assertThat(collector.events("memory.survivors")).isNotEmpty();
        assertThat(collector.events("memory.retained_path")).isEmpty();

        collector.plan("{}");

        awaitTarget(
            collector, target -> names(target, "Session.history", "static", SERVICE + ".SESSIONS"));
        assertThat(child.finish()).isZero();
        assertThat(collector.problems()).isEmpty();
      }
    }
  }

  private static void awaitTarget(
      CollectorServer collector, Predicate<Map<String, AnyValue>> wanted) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () ->
                collector.events("memory.retained_path").stream()
                    .flatMap(event -> targets(event).stream())
                    .anyMatch(wanted));
  }

  private static boolean names(
      Map<String, AnyValue> target, String field, String root, String holder) {
    return target.get("reached").getIntValue() > 0
        && text(target, "root").equals(root)
        && path(target).getLast().endsWith(field)
        && text(target, "holder").equals(holder)
        && text(target, "container_type").equals("java.util.ArrayList");
  }

  private static List<String> path(Map<String, AnyValue> target) {
    return target.get("path").getArrayValue().getValuesList().stream()
        .map(AnyValue::getStringValue)
        .toList();
  }

  private static List<Double> pauses(CollectorServer collector) {
    return collector.events("memory.retained_path").stream()
        .filter(event -> event.body().containsKey("pause_seconds"))
        .map(event -> event.body().get("pause_seconds").getDoubleValue())
        .toList();
  }

  private static List<Map<String, AnyValue>> targets(CollectorServer.Event paths) {
    return paths.body().get("targets").getArrayValue().getValuesList().stream()
        .map(target -> CollectorServer.map(target.getKvlistValue().getValuesList()))
        .toList();
  }

  private static String text(Map<String, AnyValue> target, String field) {
    return target.containsKey(field) ? target.get(field).getStringValue() : "";
  }
}
