package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** CPU that agents take, in percent of one core; of all of a process's agent but where said. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentCost(
    @JsonPropertyDescription("Percent of one core, the mean of the processes that say.")
        double meanPercent,
    @JsonPropertyDescription("Percent of one core, of the process whose agent takes most.")
        double highestPercent,
    @JsonPropertyDescription("Pod of that process.") @Nullable String highestPod,
    @JsonPropertyDescription("The mean of what sampling allocations takes of it.")
        double samplingPercent,
    @JsonPropertyDescription("The mean of what walks of the heap take of it.")
        double walkPercent) {}
