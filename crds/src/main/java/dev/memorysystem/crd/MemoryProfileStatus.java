package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of a profile.
 *
 * @param worst the worst finding in a few words; absent when there is none
 * @param exhaustedAt the earliest median forecast of all findings, RFC 3339; absent when there is
 *     none
 * @param findings worst first, at most {@link #MAX_FINDINGS}
 * @param uncovered at most {@link #MAX_UNCOVERED}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemoryProfileStatus(
    @JsonPropertyDescription("The metadata.generation this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, Injected, Collecting, LeakDetected, and RolledOut with rollout: OnChange.")
        List<Condition> conditions,
    @JsonPropertyDescription("How many pods.") @Nullable PodCounts pods,
    @JsonPropertyDescription("Number of confirmed leaks, ignored ones left out.")
        @Nullable Integer leaks,
    @JsonPropertyDescription("The worst finding in a few words.") @Nullable String worst,
    @JsonPropertyDescription("When memory runs out first, by the median forecast, RFC 3339.")
        @Nullable String exhaustedAt,
    @JsonPropertyDescription(
            "Pods that match but are not injected or do not report, with the reason; at most 20.")
        List<UncoveredPod> uncovered,
    @JsonPropertyDescription("Findings, the worst first; at most 20.") List<Finding> findings,
    @JsonPropertyDescription("The restarts of rollout: OnChange; absent without.")
        @Nullable RolloutStatus rollout,
    @JsonPropertyDescription("How the agents are and what they cost; absent while none reports.")
        @Nullable AgentsStatus agents,
    @JsonPropertyDescription("What became of spec.directives, by process.")
        List<DirectiveStatus> directives) {
  /** Keeps a profile far below the API server's limit of 1.5 MiB an object. */
  public static final int MAX_FINDINGS = 20;

  public static final int MAX_UNCOVERED = 20;

  public MemoryProfileStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    uncovered = uncovered == null ? List.of() : List.copyOf(uncovered);
    findings = findings == null ? List.of() : List.copyOf(findings);
    directives = directives == null ? List.of() : List.copyOf(directives);
  }

  /** Of a profile whose agents have said nothing. */
  public MemoryProfileStatus(
      @Nullable Long observedGeneration,
      List<Condition> conditions,
      @Nullable PodCounts pods,
      @Nullable Integer leaks,
      @Nullable String worst,
      @Nullable String exhaustedAt,
      List<UncoveredPod> uncovered,
      List<Finding> findings,
      @Nullable RolloutStatus rollout) {
    this(
        observedGeneration,
        conditions,
        pods,
        leaks,
        worst,
        exhaustedAt,
        uncovered,
        findings,
        rollout,
        null,
        List.of());
  }
}
