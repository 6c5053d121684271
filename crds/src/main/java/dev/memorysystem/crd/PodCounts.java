package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many pods of a profile are where. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodCounts(
    @JsonPropertyDescription("Pods the selector matches and no older profile has.") int matched,
    @JsonPropertyDescription("Of those: carry the agent.") int injected,
    @JsonPropertyDescription("Of those: have a process that reports.") int reporting,
    @JsonPropertyDescription("Injected, running for a while, and no process ever reported.")
        int unsupported) {
  public static final PodCounts NONE = new PodCounts(0, 0, 0, 0);
}
