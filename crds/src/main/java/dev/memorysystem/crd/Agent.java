package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** One agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Agent(
    @JsonPropertyDescription("Whether new pods get it.") @Default("true") Boolean enabled) {
  public static final Agent DEFAULT = new Agent(true);

  public Agent {
    enabled = enabled == null ? Boolean.TRUE : enabled;
  }
}
