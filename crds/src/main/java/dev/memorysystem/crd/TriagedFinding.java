package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person makes of a finding. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TriagedFinding(
    @JsonPropertyDescription("Id of the finding, as status.findings shows it.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9][A-Za-z0-9._:/-]*$')",
            message =
                "findings: id must be the id of a finding as status.findings shows it (letters,"
                    + " digits and . _ : / -)")
        String id,
    @JsonPropertyDescription(
            "Acknowledged: it stays visible, and no Event repeats it. Ignored: it stays in the"
                + " status, sets no condition and raises no Event.")
        @Required
        TriageState triage,
    @JsonPropertyDescription("Why, for whoever reads this later.") @Size(max = 1024)
        @Nullable String reason,
    @JsonPropertyDescription(
            "When it ends and the finding is told again, RFC 3339; absent: when this entry is"
                + " removed.")
        @Size(max = 40)
        @ValidationRule(
            value =
                "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$')"
                    + " && timestamp(self) > timestamp('2000-01-01T00:00:00Z')",
            message =
                "findings: until must be a time as RFC 3339 has it, such as 2026-12-31T00:00:00Z")
        @Nullable String until) {

  /** Whether it still counts at a time. */
  public boolean holds(Instant at) {
    return until == null || at.isBefore(Instant.parse(until));
  }
}
