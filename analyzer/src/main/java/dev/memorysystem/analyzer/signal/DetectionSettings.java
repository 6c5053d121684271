package dev.memorysystem.analyzer.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What the MemoryProfile that governs a workload asks of detection.
 *
 * @param minimumConfidence 0 to 1: below it a finding stays suspected
 * @param horizon how far ahead exhaustion is forecast
 * @param ignore ids of findings acknowledged away
 */
public record DetectionSettings(
    Workload workload, Instant at, double minimumConfidence, Duration horizon, Set<String> ignore)
    implements Signal {
  /** spec.detection.minimumConfidence when a profile does not say. */
  public static final double DEFAULT_MINIMUM_CONFIDENCE = 0.8;

  /** spec.detection.horizon when a profile does not say. */
  public static final Duration DEFAULT_HORIZON = Duration.ofDays(7);

  public DetectionSettings {
    ignore = Set.copyOf(ignore);
  }
}
