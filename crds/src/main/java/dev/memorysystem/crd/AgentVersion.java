package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A version of the agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentVersion(
    @JsonPropertyDescription("The version.") String version,
    @JsonPropertyDescription("How many processes report with it.") int processes) {}
