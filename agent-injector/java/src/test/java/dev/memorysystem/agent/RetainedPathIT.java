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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds the surviving samples of the native engine is found while the program runs. */
class RetainedPathIT {
  private static final String SERVICE = "dev.memorysystem.programs.LeakingService";

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
                .start("LeakingService")) {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(
              () ->
                  collector.events("memory.retained_path").stream()
                      .flatMap(event -> targets(event).stream())
                      .anyMatch(this::namesTheLeak));
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
      assertThat(collector.problems()).isEmpty();
    }
  }

  private boolean namesTheLeak(Map<String, AnyValue> target) {
    return target.get("type").getStringValue().equals(SERVICE + "$Session")
        && target.get("reached").getIntValue() > 0
        && text(target, "root").equals("static")
        && text(target, "holder").equals(SERVICE + ".SESSIONS")
        && text(target, "container_type").equals("java.util.ArrayList")
        && target.get("path").getArrayValue().getValuesList().stream()
            .map(AnyValue::getStringValue)
            .toList()
            .equals(List.of(SERVICE + ".SESSIONS", "[]"));
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
