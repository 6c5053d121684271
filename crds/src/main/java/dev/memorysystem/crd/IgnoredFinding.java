package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A finding acknowledged away. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IgnoredFinding(
    @JsonPropertyDescription("Id of the finding, as status.findings shows it.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9][A-Za-z0-9._:/-]*$')",
            message =
                "ignore: id must be the id of a finding as status.findings shows it (letters,"
                    + " digits and . _ : / -)")
        String id,
    @JsonPropertyDescription("Why, for whoever reads this later.") @Size(max = 1024)
        @Nullable String reason) {
  /** The same in the newer way. */
  TriagedFinding triaged() {
    return new TriagedFinding(id, TriageState.Ignored, reason, null);
  }
}
