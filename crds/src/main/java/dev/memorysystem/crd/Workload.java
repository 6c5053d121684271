package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One container of one owner: what a finding is about, however many replicas show it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Workload(
    @JsonPropertyDescription("Namespace of the owner.") String namespace,
    @JsonPropertyDescription("Kind of the owner: Deployment, StatefulSet, …") String kind,
    @JsonPropertyDescription("Name of the owner.") String name,
    @JsonPropertyDescription("Name of the container.") String container) {}
