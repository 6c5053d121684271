package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.ClassCensus.ClassCount;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.StackSamples;
import dev.memorysystem.collector.api.StackSamples.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTranslatorTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsACensus() {
    Map<String, Object> body =
        Map.of(
            "directive", "default/look",
            "process_seconds", 600L,
            "instances", 1000L,
            "bytes", 64_000L,
            "previous_seconds", 300L,
            "classes",
                List.of(
                    Map.of(
                        "type", "shop.Order",
                        "instances", 900L,
                        "bytes", 60_000L,
                        "previous_instances", 400L,
                        "previous_bytes", 26_000L),
                    Map.of("type", "shop.Cart", "instances", 3L, "bytes", 72L),
                    Map.of("type", "without figures")));

    assertThat(result("memory.class_census", body))
        .isEqualTo(
            new ClassCensus(
                "default/look",
                NOON,
                600L,
                1000L,
                64_000L,
                300L,
                List.of(
                    new ClassCount("shop.Order", 900, 60_000, 400L, 26_000L),
                    new ClassCount("shop.Cart", 3, 72, null, null))));
  }

  @Test
  void readsStacks() {
    Map<String, Object> body =
        Map.of(
            "directive", "default/look",
            "process_seconds", 600L,
            "duration_seconds", 30.5,
            "samples", 300L,
            "runnable", 310L,
            "blocked", 2L,
            "waiting", 9000L,
            "stacks",
                List.of(
                    Map.of(
                        "frames",
                        List.of("shop.Cart.add(Cart.java:7)", "shop.Main.main(Main.java:3)"),
                        "count",
                        290L,
                        "cpu_seconds",
                        28.5),
                    Map.of("frames", List.of("a.B.c(B.java:1)"))));

    assertThat(result("memory.stack_samples", body))
        .isEqualTo(
            new StackSamples(
                "default/look",
                NOON,
                600L,
                30.5,
                300L,
                310L,
                2L,
                9000L,
                List.of(
                    new Stack(
                        List.of("shop.Cart.add(Cart.java:7)", "shop.Main.main(Main.java:3)"),
                        290,
                        28.5))));
  }

  @Test
  void whatIsOverTheBoundsIsCutOff() {
    List<Object> classes = new ArrayList<>();
    List<Object> stacks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      classes.add(Map.of("type", "x".repeat(9000), "instances", 1L, "bytes", 1L));
      stacks.add(Map.of("frames", Collections.nCopies(200, "y".repeat(9000)), "count", 200L - i));
    }

    ClassCensus census =
        (ClassCensus) result("memory.class_census", Map.of("directive", "d", "classes", classes));
    StackSamples samples =
        (StackSamples) result("memory.stack_samples", Map.of("directive", "d", "stacks", stacks));

    assertThat(census.classes()).hasSize(64).allMatch(each -> each.type().length() == 500);
    assertThat(samples.stacks())
        .hasSizeBetween(1, 64)
        .allMatch(stack -> stack.frames().size() == 32)
        .first()
        .returns(200L, Stack::count);
    assertThat(
            samples.stacks().stream()
                .flatMap(stack -> stack.frames().stream())
                .mapToInt(String::length)
                .sum())
        .isLessThanOrEqualTo(128 << 10);
  }

  @Test
  void withoutADirectiveItIsOfNoUse() {
    for (String event : List.of("memory.class_census", "memory.stack_samples")) {
      assertThat(observation(event, Map.of("process_seconds", 1L)))
          .isEqualTo(new Observation.Ignored("malformed_event"));
    }
  }

  private static DirectiveResult result(String event, Map<String, Object> body) {
    return ((Observation.ResultFound) observation(event, body)).result();
  }

  private static Observation observation(String event, Map<String, Object> body) {
    return LogTranslator.translate(
            Otlp.request(Otlp.process("i-1"), Otlp.bodyEvent(event, NOON, body)), NOON, uid -> null)
        .getFirst();
  }
}
