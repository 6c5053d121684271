package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An agent that cannot do all it should. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DegradedAgent(
    @JsonPropertyDescription("Name of the pod.") String pod,
    @JsonPropertyDescription("Name of the container.") String container,
    @JsonPropertyDescription("What it cannot do and why, in its own words.") String message) {}
