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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The main path: a program that leaks is reported with its live set, the class and its site. */
class LeakingProgramIT {
  private static final String LEAK_SITE =
      "dev.memorysystem.programs.LeakingService.openSession(LeakingService.java:";

  /** A session and what it consists of, most of its bytes. */
  private static final Set<String> LEAKING_TYPES =
      Set.of("dev.memorysystem.programs.LeakingService$Session", "long[]");

  /** Flight Recorder wherever it is asked for, the native engine where the JDK has JEP 331. */
  static Stream<Arguments> samplers() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "jfr", "jfr"),
                    Arguments.of(jdk, "auto", jdk.version() < 11 ? "jfr" : "jvmti")));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void namesTheLeak(Jdks.Jdk jdk, String setting, String sampler) throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(jdk)
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_SAMPLER", setting)
                .options("-Xmx512m")
                .start("LeakingService")) {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> collector.events("memory.survivors").stream().anyMatch(this::showsTheLeak));
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
      assertThat(collector.problems()).isEmpty();
      assertThat(collector.events("memory.survivors"))
          .allMatch(event -> event.body().get("sampler").getStringValue().equals(sampler));
    }
  }

  /** Sessions allocated at different times, seen at the place that keeps them. */
  private boolean showsTheLeak(CollectorServer.Event survivors) {
    return sites(survivors).stream()
        .filter(site -> LEAKING_TYPES.contains(site.get("type").getStringValue()))
        .filter(
            site ->
                site.get("frames").getArrayValue().getValuesList().stream()
                    .anyMatch(frame -> frame.getStringValue().startsWith(LEAK_SITE)))
        .anyMatch(
            site ->
                site.get("ages").getArrayValue().getValuesList().stream()
                        .mapToLong(AnyValue::getIntValue)
                        .distinct()
                        .count()
                    >= 3);
  }

  private static List<Map<String, AnyValue>> sites(CollectorServer.Event survivors) {
    return survivors.body().get("sites").getArrayValue().getValuesList().stream()
        .map(site -> CollectorServer.map(site.getKvlistValue().getValuesList()))
        .toList();
  }
}
