package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found in a process when somebody looked there, in a few lines. Times are RFC 3339. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cited(
    @JsonPropertyDescription("The process, by its instanceId.") String process,
    @JsonPropertyDescription("Name of its pod.") @Nullable String pod,
    @JsonPropertyDescription("From when on it counts.") @Nullable String since,
    @JsonPropertyDescription("When it was found.") @Nullable String at,
    @JsonPropertyDescription("What matters most first, at most five.") List<String> lines) {
  public Cited {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }
}
