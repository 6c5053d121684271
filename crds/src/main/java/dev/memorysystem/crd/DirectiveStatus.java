package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What became of a directive, in one process. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectiveStatus(
    @JsonPropertyDescription("As spec.directives has it.") String id,
    @JsonPropertyDescription("Name of the pod.") String pod,
    @JsonPropertyDescription("Name of the container; absent while nothing came of it.")
        @Nullable String container,
    @JsonPropertyDescription("Pending, Done, Refused or Failed.") String outcome,
    @JsonPropertyDescription("Why, and what to do; or what to know of what was done.")
        @Nullable String message,
    @JsonPropertyDescription("When, RFC 3339.") @Nullable String at) {
  public static final String PENDING = "Pending";
}
