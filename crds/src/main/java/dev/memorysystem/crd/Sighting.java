package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where and when a finding showed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sighting(
    @JsonPropertyDescription("pod-template-hash or controller-revision-hash.")
        @Nullable String revision,
    @Nullable String image,
    @JsonPropertyDescription("RFC 3339.") @Nullable String at) {}
