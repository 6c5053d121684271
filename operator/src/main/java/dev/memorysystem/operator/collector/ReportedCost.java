package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Shares of a core that an agent takes, as it measured them. Rounded: what changes by less is the
 * same, and no reason to look at a profile again.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportedCost(
    @Nullable Double cores, @Nullable Double samplingCores, @Nullable Double walkCores) {
  /** Share of a core: a twentieth of a per cent. */
  private static final double STEP = 0.0005;

  public ReportedCost {
    cores = rounded(cores);
    samplingCores = rounded(samplingCores);
    walkCores = rounded(walkCores);
  }

  private static @Nullable Double rounded(@Nullable Double share) {
    return share == null ? null : Double.valueOf(Math.round(share / STEP) * STEP);
  }
}
