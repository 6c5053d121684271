package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;

/** How sure a finding must be, and how far ahead exhaustion is forecast. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Detection(
    @JsonPropertyDescription("A finding below this confidence (0 to 1) stays suspected.")
        @Default("0.5")
        @ValidationRule(
            value = "self >= 0.0 && self <= 1.0",
            message = "detection.minimumConfidence must be between 0 and 1")
        Double minimumConfidence,
    @JsonPropertyDescription(
            "How far ahead exhaustion is forecast: whole days, hours or minutes, such as 7d or"
                + " 168h.")
        @Default("7d")
        @Size(max = 32)
        @ValidationRule(
            value = "self.matches('^[1-9][0-9]{0,4}[dhm]$')",
            message =
                "detection.horizon must be a whole number with its unit d, h or m, such as 7d or"
                    + " 168h")
        String horizon) {
  public static final Detection DEFAULT = new Detection(0.5, "7d");

  public Detection {
    minimumConfidence = minimumConfidence == null ? 0.5 : minimumConfidence;
    horizon = horizon == null ? "7d" : horizon;
  }

  /** {@link #horizon()} as a duration. */
  public Duration horizonDuration() {
    return Durations.parse(horizon);
  }
}
