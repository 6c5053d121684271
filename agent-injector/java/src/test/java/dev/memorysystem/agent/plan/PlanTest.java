package dev.memorysystem.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.memorysystem.agent.directive.Directive;
import dev.memorysystem.agent.sampler.Held;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  @Test
  void saysWhatIsToBeLookedAt() throws IOException {
    Plan plan =
        read(
            """
            {"sampling": {"enabled": false, "budget_cores": 0.001, "new": [1]},
             "walk": {"enabled": true, "paths": false, "budget_cores": 0.002,
                      "targets": [{"type": "shop.Order", "frames": ["shop.Orders.add(Orders.java:4)"]}]},
             "directives": [{"id": "all/look", "kind": "class_census", "max_pause_seconds": 0.5},
               {"id": "all/dump", "kind": "heap_dump", "max_bytes": 1e6, "duration_seconds": 5}],
             "of a later version": {"x": null}}
            """);

    assertThat(plan.etag()).isEqualTo("\"1\"");
    assertThat(plan.samples()).isFalse();
    assertThat(plan.samplingCores()).isEqualTo(0.001);
    assertThat(plan.walks()).isTrue();
    assertThat(plan.looksForPaths()).isFalse();
    assertThat(plan.walkCores()).isEqualTo(0.002);
    assertThat(plan.targets())
        .containsExactly(new Target("shop.Order", List.of("shop.Orders.add(Orders.java:4)")));
    assertThat(plan.directives())
        .extracting(
            Directive::id,
            Directive::kind,
            Directive::maxPauseSeconds,
            Directive::maxBytes,
            Directive::durationSeconds)
        .containsExactly(
            tuple("all/look", "class_census", 0.5, 1L << 30, 30.0),
            tuple("all/dump", "heap_dump", Double.MAX_VALUE, 1_000_000L, 5.0));
  }

  @Test
  void whatItDoesNotSayIsAsWithoutIt() throws IOException {
    Plan plan = read("{}");

    assertThat(plan.samples()).isTrue();
    assertThat(plan.samplingCores()).isEqualTo(Double.MAX_VALUE);
    assertThat(plan.walks()).isTrue();
    assertThat(plan.looksForPaths()).isTrue();
    assertThat(plan.walkCores()).isEqualTo(Double.MAX_VALUE);
    assertThat(plan.targets()).isEmpty();
    assertThat(plan.directives()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "\"x\"",
        "{\"sampling\":1}",
        "{\"sampling\":{\"enabled\":\"no\"}}",
        "{\"sampling\":{\"budget_cores\":-1}}",
        "{\"walk\":{\"budget_cores\":\"0.1\"}}",
        "{\"directives\":[{\"id\":\"a\"}]}",
        "{\"directives\":[{\"id\":\"a\",\"kind\":\"heap_dump\",\"max_bytes\":-1}]}",
        "{\"walk\":{\"targets\":{}}}",
        "{\"walk\":{\"targets\":[1]}}",
        "{\"walk\":{\"targets\":[{}]}}",
        "{\"walk\":{\"targets\":[{\"type\":\"a\",\"frames\":[1]}]}}"
      })
  void refusesWhatIsNoPlan(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
  }

  @Test
  void takesABoundedNumberOfTargets() throws IOException {
    String target = "{\"type\":\"a\",\"frames\":[" + "\"f\",".repeat(99) + "\"f\"]}";
    Plan plan = read("{\"walk\":{\"targets\":[" + (target + ",").repeat(99) + target + "]}}");

    assertThat(plan.targets()).hasSize(32);
  }

  @Test
  void aTargetsSamplesComeFirstWhateverTheirClass() {
    Held other = held("shop.Item", "shop.Items.add(Items.java:7)", "shop.Main.run(Main.java:1)");
    Held order =
        held(
            "shop.Order",
            "shop.Orders$$Lambda/0x01.get(Unknown Source)",
            "shop.Orders.add(Orders.java:4)",
            "shop.Main.run(Main.java:1)");
    Held part =
        held(
            "long[]",
            "shop.Order.<init>(Order.java:2)",
            "shop.Orders.add(Orders.java:4)",
            "shop.Main.run(Main.java:1)");
    Target target =
        new Target(
            "shop.Order", List.of("shop.Orders.add(Orders.java:4)", "shop.Main.run(Main.java:1)"));

    assertThat(Target.first(List.of(other, order, part), List.of(target)))
        .containsExactly(order, part, other);
    assertThat(Target.first(List.of(other, order), List.of(new Target("shop.Order", List.of()))))
        .containsExactly(order, other);
  }

  private static Held held(String type, String... frames) {
    return new Held(new WeakReference<>(new Object()), type, List.of(frames));
  }

  private static Plan read(String json) throws IOException {
    return Plan.read("\"1\"", json.getBytes(StandardCharsets.UTF_8));
  }
}
