package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Triage;
import java.time.Duration;
import java.util.Map;

/**
 * The part of a MemoryProfile that is about findings.
 *
 * @param triage what people made of findings, by id
 */
public record KnownProfile(
    String namespace,
    String name,
    double minimumConfidence,
    Duration horizon,
    Map<String, Triage> triage) {
  public KnownProfile {
    triage = Map.copyOf(triage);
  }
}
