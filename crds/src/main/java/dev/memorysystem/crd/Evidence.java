package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers behind a finding; absent when not known. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
    @JsonPropertyDescription("Seconds the longest-observed process was watched.")
        @Nullable Long observedSeconds,
    @Nullable Integer samples,
    @JsonPropertyDescription("Old-generation cycles completed while watched.")
        @Nullable Long oldCycles,
    @JsonPropertyDescription("Lower end of the growth's 95 % interval.")
        @Nullable Double slopeLowBytesPerHour,
    @JsonPropertyDescription("Upper end of the growth's 95 % interval.")
        @Nullable Double slopeHighBytesPerHour,
    @JsonPropertyDescription("Live set at the beginning of the growth, bytes.")
        @Nullable Long liveSetFirst,
    @JsonPropertyDescription("Live set now, bytes.") @Nullable Long liveSetLast,
    @JsonPropertyDescription("Surviving samples at the site.") @Nullable Long survivors,
    @JsonPropertyDescription("Age of the oldest of them, seconds.")
        @Nullable Long oldestSurvivorSeconds,
    @JsonPropertyDescription("First frame of the allocation site that is the application's own.")
        @Nullable String applicationFrame,
    @JsonPropertyDescription("What each rule decided and why, in order.")
        @Nullable List<String> steps,
    @JsonPropertyDescription("Other explanations and why they were rejected.")
        @Nullable List<String> rejected) {}
