package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.collector.plan.AskedDirective;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The part of a MemoryProfile that is about findings and about what agents do.
 *
 * @param triage what people made of findings, by id
 * @param looks the defaults in one that an earlier version stored
 * @param directives what agents are asked to do once
 */
public record KnownProfile(
    String namespace,
    String name,
    double minimumConfidence,
    Duration horizon,
    Map<String, Triage> triage,
    LookSettings looks,
    List<AskedDirective> directives) {
  public KnownProfile {
    triage = Map.copyOf(triage);
    looks = Objects.requireNonNullElse(looks, LookSettings.DEFAULT);
    directives = List.copyOf(directives);
  }

  /** With agents that do as they do without a profile. */
  public KnownProfile(
      String namespace,
      String name,
      double minimumConfidence,
      Duration horizon,
      Map<String, Triage> triage) {
    this(namespace, name, minimumConfidence, horizon, triage, LookSettings.DEFAULT, List.of());
  }
}
