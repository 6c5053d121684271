package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One change of a finding's state. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transition(
    String state,
    @JsonPropertyDescription("RFC 3339.") String at,
    @Nullable String reason,
    @JsonPropertyDescription(
            "Acknowledged, Ignored or Open, where that is what changed and not the state.")
        @Nullable String triage) {
  public Transition(String state, String at, @Nullable String reason) {
    this(state, at, reason, null);
  }
}
