package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * How far the restarts of {@code rollout: OnChange} are; the counts are of all workloads.
 *
 * @param workloads at most {@link #MAX_WORKLOADS}, those that need a person first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RolloutStatus(
    @JsonPropertyDescription("Workloads that wait for their restart or are in it.") int pending,
    @JsonPropertyDescription("Workloads restarted, whose pods carry the present agent.")
        int restarted,
    @JsonPropertyDescription(
            "Workloads that are not restarted, or whose restart failed; workloads says why.")
        int refused,
    @JsonPropertyDescription(
            "Workloads that were restarted, will be, or cannot be; at most 50, those that need a"
                + " person first.")
        List<RolloutWorkload> workloads) {
  public static final int MAX_WORKLOADS = 50;

  public RolloutStatus {
    workloads = workloads == null ? List.of() : List.copyOf(workloads);
  }
}
