package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.SeriesPoint;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing that an OTLP record says. */
sealed interface Observation {
  record LiveSetSeen(Origin origin, LiveSet liveSet, List<SeriesPoint> points)
      implements Observation {}

  record SurvivorsSeen(Origin origin, Survivors survivors) implements Observation {}

  record ContainersSeen(Origin origin, Containers containers) implements Observation {}

  record PathsSeen(Origin origin, RetainedPaths paths) implements Observation {}

  record Measured(Origin origin, List<SeriesPoint> points) implements Observation {}

  /**
   * @param intervalSeconds between two reports; absent when not said
   * @param cost absent when not said
   * @param sampler what samples allocations; absent when nothing does
   * @param plan ETag of the plan that it follows; absent when it has none
   */
  record AgentSpoke(
      Origin origin,
      @Nullable String state,
      @Nullable String reason,
      @Nullable Double intervalSeconds,
      @Nullable AgentCost cost,
      @Nullable String sampler,
      @Nullable String plan)
      implements Observation {}

  record DirectiveEnded(Origin origin, DirectiveOutcome outcome) implements Observation {}

  record ResultFound(Origin origin, DirectiveResult result) implements Observation {}

  record RulesReported(Origin origin, RuleFindings findings) implements Observation {}

  /**
   * @param facts one a container
   * @param deleted true in the last record of a pod
   */
  record PodSeen(KnownPod pod, List<PodFact> facts, boolean deleted) implements Observation {}

  record ProfileSeen(KnownProfile profile, Instant at, boolean deleted) implements Observation {}

  /**
   * The operator has told everything.
   *
   * @param namespaces whose pods it watches
   */
  record ClusterListed(Instant at, Set<String> namespaces) implements Observation {}

  /**
   * A record that says nothing usable. Its reason is a metric label: {@code unidentified}, {@code
   * unknown_event} or {@code malformed_event}.
   */
  record Ignored(String reason) implements Observation {}
}
