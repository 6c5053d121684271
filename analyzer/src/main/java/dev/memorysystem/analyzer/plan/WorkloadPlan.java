package dev.memorysystem.analyzer.plan;

import java.util.Map;

/**
 * The plans of all processes of a workload.
 *
 * @param usual of every process that has none of its own
 * @param special by instance id: of the few that are asked for more
 */
public record WorkloadPlan(Plan usual, Map<String, Plan> special) {
  public static final WorkloadPlan DEFAULT = new WorkloadPlan(Plan.DEFAULT, Map.of());

  public WorkloadPlan {
    special = Map.copyOf(special);
  }

  public Plan of(String instanceId) {
    return special.getOrDefault(instanceId, usual);
  }
}
