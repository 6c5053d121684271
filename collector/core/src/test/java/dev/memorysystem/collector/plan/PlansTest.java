package dev.memorysystem.collector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.DirectiveKind;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.plan.WorkloadPlan;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final String KEY = "shop/i-1";
  private static final WorkloadPlan TARGETS =
      new WorkloadPlan(
          Plan.DEFAULT,
          Map.of(
              "i-1",
              new Plan(
                  new Plan.Sampling(true, 0.001),
                  new Plan.Walk(
                      true,
                      true,
                      null,
                      List.of(new Plan.Target("shop.Order", List.of("shop.A.b(A:1)")))),
                  new Plan.Rules(List.of("running_executors")),
                  List.of(
                      new Directive("census-1/f", DirectiveKind.CLASS_CENSUS, 0.2, null, null)))));

  private final Map<String, ProcessInfo> known = new HashMap<>();
  private final Plans plans = new Plans(key -> Optional.ofNullable(known.get(key)));

  @Test
  void whoIsNotKnownHasTheDefaults() throws IOException {
    assertThat(json(KEY))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"sampling\":{\"enabled\":true},"
                        + "\"walk\":{\"enabled\":true,\"paths\":true},\"rules\":{}}"));
    plans.decided(ORDERS, TARGETS);
    assertThat(plans.of(KEY).etag()).isEqualTo(plans.of("elsewhere/i-1").etag());
  }

  @Test
  void aPlanIsToldInTheWordsOfAgents() throws IOException {
    know("orders-1");
    plans.decided(ORDERS, TARGETS);

    assertThat(json(KEY))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"sampling": {"enabled": true, "budget_cores": 0.001},
                     "walk": {"enabled": true, "paths": true,
                       "targets": [{"type": "shop.Order", "frames": ["shop.A.b(A:1)"]}]},
                     "rules": {"enabled": ["running_executors"]},
                     "directives": [
                       {"id": "census-1/f", "kind": "class_census", "max_pause_seconds": 0.2}]}
                    """));
    assertThat(plans.of(KEY).etag()).matches("\"[0-9a-f]{24}\"");
  }

  @Test
  void whatPeopleAskForGoesToTheirPodUntilItsOutcomeIsKnown() throws IOException {
    know("orders-1");
    AskedDirective dump = asked("all/dump", "orders-1", null);
    plans.asked("shop", "all", List.of(dump, asked("all/other", "orders-2", null)));
    plans.asked("bank", "all", List.of(asked("all/bank", "orders-1", null)));
    assertThat(ids(KEY)).containsExactly("all/dump");

    plans.asked("shop", "all", List.of(asked("all/dump", "orders-1", "sidecar")));
    assertThat(ids(KEY)).isEmpty();
    plans.asked("shop", "all", List.of(asked("all/dump", "orders-1", "app")));
    assertThat(ids(KEY)).containsExactly("all/dump");

    know("orders-1", "all/dump");
    assertThat(ids(KEY)).isEmpty();
    know("orders-1");
    plans.asked("shop", "all", List.of());
    assertThat(ids(KEY)).isEmpty();
  }

  @Test
  void whoWaitsIsToldAtOnceWhatItDoesNotHave() {
    assertThat(plans.await("shop", KEY, "\"another\"").orElseThrow()).isCompleted();
    assertThat(plans.waiting()).isZero();
  }

  @Test
  void whoWaitsIsToldWhatHasChangedAndNothingElse() {
    know("orders-1");
    CompletableFuture<PlanText> waiting = await(KEY);
    plans.decided(new Workload("shop", "Deployment", "another", "app"), TARGETS);
    plans.tell();
    assertThat(waiting).isNotDone();
    assertThat(plans.waiting()).isEqualTo(1);

    plans.decided(ORDERS, TARGETS);
    plans.tell();

    assertThat(waiting).isCompletedWithValueMatching(p -> p.etag().equals(plans.of(KEY).etag()));
    assertThat(plans.waiting()).isZero();
  }

  @Test
  void whoWaitsNoLongerIsForgotten() {
    CompletableFuture<PlanText> waiting = await(KEY);
    waiting.cancel(false);
    assertThat(plans.waiting()).isZero();
    CompletableFuture<PlanText> last = await(KEY);
    plans.release();
    assertThat(last).isCompleted();
    assertThat(plans.waiting()).isZero();
  }

  @Test
  void oneNamespaceTakesNoOthersPlace() {
    List<CompletableFuture<PlanText>> waiting = new ArrayList<>();
    IntStream.range(0, Plans.MAX_OF_NAMESPACE).forEach(i -> waiting.add(await("shop/" + i)));

    assertThat(plans.await("shop", "shop/more", plans.of("shop/more").etag())).isEmpty();
    assertThat(plans.await("bank", "bank/one", plans.of("bank/one").etag())).isPresent();
    waiting.getFirst().cancel(false);
    assertThat(plans.await("shop", "shop/more", plans.of("shop/more").etag())).isPresent();
  }

  @Test
  void workloadsThatNobodyReportsOfAreForgotten() {
    know("orders-1");
    plans.decided(ORDERS, TARGETS);
    String before = plans.of(KEY).etag();
    plans.retain(Set.of(ORDERS));
    assertThat(plans.of(KEY).etag()).isEqualTo(before);
    plans.retain(Set.of());
    assertThat(plans.of(KEY).etag()).isEqualTo(plans.of("nobody").etag());
  }

  private CompletableFuture<PlanText> await(String key) {
    return plans.await(key.substring(0, key.indexOf('/')), key, plans.of(key).etag()).orElseThrow();
  }

  private static AskedDirective asked(String id, String pod, String container) {
    return new AskedDirective(
        new Directive(id, DirectiveKind.HEAP_DUMP, 1.0, 1_000L, null), pod, container);
  }

  private List<String> ids(String key) throws IOException {
    return json(key).path("directives").valueStream().map(d -> d.path("id").asText()).toList();
  }

  private JsonNode json(String key) throws IOException {
    return new ObjectMapper().readTree(plans.of(key).body());
  }

  private void know(String pod, String... ended) {
    known.put(
        KEY,
        new ProcessInfo(
            "i-1",
            ORDERS,
            ProcessStatus.REPORTING,
            null,
            pod,
            "uid-1",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            15,
            NOON,
            NOON,
            null,
            null,
            null,
            null,
            List.of(ended).stream()
                .map(
                    id ->
                        new DirectiveOutcome(
                            id, "heap_dump", "refused", "too large", NOON, null, null, null, null))
                .toList(),
            null,
            null,
            null));
  }
}
