package dev.memorysystem.analyzer.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the MemoryProfile that governs a workload asks of detection.
 *
 * @param minimumConfidence 0 to 1: below it a finding stays suspected
 * @param horizon how far ahead exhaustion is forecast
 * @param triage what people made of findings, by id
 */
public record DetectionSettings(
    Workload workload,
    Instant at,
    double minimumConfidence,
    Duration horizon,
    Map<String, Triage> triage)
    implements Signal {
  /** spec.detection.minimumConfidence when a profile does not say. */
  public static final double DEFAULT_MINIMUM_CONFIDENCE = 0.5;

  /** spec.detection.horizon when a profile does not say. */
  public static final Duration DEFAULT_HORIZON = Duration.ofDays(7);

  public DetectionSettings {
    triage = Map.copyOf(triage);
  }

  /** Without what has ended by then. */
  public DetectionSettings holdingAt(Instant time) {
    Map<String, Triage> holding = new HashMap<>(triage);
    holding.values().removeIf(each -> !each.holds(time));
    return holding.size() == triage.size()
        ? this
        : new DetectionSettings(workload, at, minimumConfidence, horizon, holding);
  }
}
