package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A workload and what becomes of its restart. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutWorkload(
    @JsonPropertyDescription("Kind of the owner: Deployment, StatefulSet, DaemonSet, …")
        String kind,
    @JsonPropertyDescription("Name of the owner.") String name,
    @JsonPropertyDescription("Pending, Restarting, Restarted, Refused or Failed.") String state,
    @JsonPropertyDescription("One word; absent when the state says it all.")
        @Nullable String reason,
    @JsonPropertyDescription("The reason in words, and what to do.") @Nullable String message,
    @JsonPropertyDescription(
            "Pod template and agent it is restarted for, once: as in the annotation"
                + " memory-system.dev/rollout of its pod template.")
        @Nullable String revision) {}
