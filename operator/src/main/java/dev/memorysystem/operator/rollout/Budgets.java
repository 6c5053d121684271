package dev.memorysystem.operator.rollout;

import dev.memorysystem.operator.cluster.Selectors;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PodDisruptionBudgets: a rolling update itself does not ask them. */
final class Budgets {
  private Budgets() {}

  /** Why pods of a template cannot be taken away now; empty when every budget allows it. */
  static Optional<Verdict.Waiting> refusal(
      List<PodDisruptionBudget> budgets, @Nullable Map<String, String> labels, int disruptions) {
    return budgets.stream()
        .filter(
            budget ->
                budget.getSpec().getSelector() != null
                    && Selectors.matches(budget.getSpec().getSelector(), labels))
        .filter(budget -> allowed(budget) < disruptions)
        .findFirst()
        .map(budget -> refusal(budget, disruptions));
  }

  private static Verdict.Waiting refusal(PodDisruptionBudget budget, int disruptions) {
    String name = budget.getMetadata().getName();
    return new Verdict.Waiting(
        "DisruptionBudget",
        allowed(budget) == 0
            ? "the PodDisruptionBudget %s allows no disruption now; if it never does, raise it or"
                    .formatted(name)
                + " the replicas"
            : "the PodDisruptionBudget %s allows %d disruptions now and the update strategy takes"
                    .formatted(name, allowed(budget))
                + " %d pods away at once; lower maxUnavailable or raise the budget"
                    .formatted(disruptions));
  }

  /** What its controller has not looked at yet allows nothing. */
  private static int allowed(PodDisruptionBudget budget) {
    return budget.getStatus() == null || budget.getStatus().getDisruptionsAllowed() == null
        ? 0
        : budget.getStatus().getDisruptionsAllowed();
  }
}
