package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** When the limit that binds is reached, as points in time (RFC 3339). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Exhaustion(
    @JsonPropertyDescription("The limit that binds, bytes.") @Nullable Long limit,
    @JsonPropertyDescription("Reached before this with a probability of 10 %.")
        @Nullable String p10,
    @JsonPropertyDescription("The median.") @Nullable String p50,
    @JsonPropertyDescription("Reached before this with a probability of 90 %.")
        @Nullable String p90,
    @JsonPropertyDescription("When this was forecast.") @Nullable String assessedAt) {}
