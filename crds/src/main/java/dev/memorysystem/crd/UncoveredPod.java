package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A pod, or one container of it, that is not watched, and why. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UncoveredPod(
    @JsonPropertyDescription("Name of the pod.") String pod,
    @JsonPropertyDescription("Name of the container; absent when it is about all of them.")
        @Nullable String container,
    @JsonPropertyDescription("One word.") String reason,
    @JsonPropertyDescription("The reason in words, and what to do.") String message,
    @JsonPropertyDescription("Since when, RFC 3339.") @Nullable String since) {}
