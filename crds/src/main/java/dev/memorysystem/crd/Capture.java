package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How much is recorded to name a leak. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Capture(
    @JsonPropertyDescription("Where surviving objects were allocated, by sampling.")
        @Default("Always")
        CaptureMode allocationSites,
    @JsonPropertyDescription("What keeps them: the path from a root.") @Default("OnSuspicion")
        CaptureMode retainedPaths) {
  public static final Capture DEFAULT = new Capture(CaptureMode.Always, CaptureMode.OnSuspicion);

  public Capture {
    allocationSites = allocationSites == null ? CaptureMode.Always : allocationSites;
    retainedPaths = retainedPaths == null ? CaptureMode.OnSuspicion : retainedPaths;
  }
}
