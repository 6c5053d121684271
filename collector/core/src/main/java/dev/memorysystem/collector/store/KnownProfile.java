package dev.memorysystem.collector.store;

import java.time.Duration;
import java.util.Set;

/** The detection part of a MemoryProfile. */
public record KnownProfile(
    String namespace, String name, double minimumConfidence, Duration horizon, Set<String> ignore) {
  public KnownProfile {
    ignore = Set.copyOf(ignore);
  }
}
