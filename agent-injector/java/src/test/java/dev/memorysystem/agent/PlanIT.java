package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import org.junit.jupiter.api.Test;

/** What the collector plans happens in a running program, which does not notice. */
class PlanIT {
  private static final String CALM =
      """
      {"sampling": {"enabled": false}, "walk": {"enabled": false},
       "directives": [{"id": "all/who", "kind": "stack_samples", "duration_seconds": 1}]}
      """;

  @Test
  void followsOnePlanAfterTheOther() throws Exception {
    try (var collector = new CollectorServer()) {
      collector.plan(CALM);
      try (var child =
          new ChildJvm(Jdks.current())
              .reportingTo(collector.endpoint())
              .options("-Xmx256m")
              .start("LeakingService")) {
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(() -> follows(collector, CALM) && ended(collector, "all/who"));
        assertThat(latest(collector).has("memory.agent.sampler")).isFalse();
        assertThat(latest(collector).has("memory.agent.walk_cpu_seconds")).isTrue();

        collector.plan("{}");

        await().atMost(ChildJvm.PATIENCE).until(() -> follows(collector, "{}"));
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(
                () ->
                    !collector.events("memory.survivors").isEmpty()
                        && !collector.events("memory.containers").isEmpty());
        assertThat(child.finish()).isZero();
        assertThat(child.output()).isEmpty();
        assertThat(child.errors()).isEmpty();
        assertThat(collector.problems()).isEmpty();
      }
    }
  }

  private static boolean follows(CollectorServer collector, String plan) {
    return collector.events("memory.agent").stream()
        .anyMatch(event -> event.text("memory.agent.plan").equals(CollectorServer.etag(plan)));
  }

  private static CollectorServer.Event latest(CollectorServer collector) {
    return collector.events("memory.agent").getLast();
  }

  private static boolean ended(CollectorServer collector, String id) {
    return collector.events("memory.directive").stream()
        .anyMatch(
            event ->
                event.body().get("id").getStringValue().equals(id)
                    && event.body().get("outcome").getStringValue().equals("done"));
  }
}
