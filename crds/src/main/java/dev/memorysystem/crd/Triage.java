package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a person made of a finding, as it stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Triage(
    @JsonPropertyDescription("Acknowledged or Ignored.") String state,
    @Nullable String reason,
    @JsonPropertyDescription("When it ends, RFC 3339.") @Nullable String until) {}
