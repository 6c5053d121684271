package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How much is recorded to name a leak. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Capture(
    @JsonPropertyDescription(
            "Where surviving objects were allocated, by sampling. Reaches running pods, but those"
                + " started with Never stay without.")
        @Default("Always")
        CaptureMode allocationSites,
    @JsonPropertyDescription(
            "What keeps them: the path from a root, by walks of the heap. OnSuspicion: walks count"
                + " what containers have, always, and look for paths where a leak is suspected, in"
                + " two pods at most. Never: no walks, so that growing containers are not seen"
                + " either. Reaches running pods.")
        @Default("Always")
        CaptureMode retainedPaths,
    @JsonPropertyDescription(
            "Who leaves open what it opens (resources, executors, class loaders), by calls that"
                + " agents weave into some classes of the JVM, and take out again. OnSuspicion:"
                + " where a leak that they may explain is suspected, in two pods at most. Reaches"
                + " running pods.")
        @Default("Never")
        CaptureMode openings) {
  public static final Capture DEFAULT =
      new Capture(CaptureMode.Always, CaptureMode.Always, CaptureMode.Never);

  public Capture {
    allocationSites = allocationSites == null ? CaptureMode.Always : allocationSites;
    retainedPaths = retainedPaths == null ? CaptureMode.Always : retainedPaths;
    openings = openings == null ? CaptureMode.Never : openings;
  }
}
