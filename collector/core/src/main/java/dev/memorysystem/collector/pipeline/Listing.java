package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.pipeline.Registry.Vanished;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what is gone when nobody saw it go: the operator tells everything it knows, then says
 * so ({@code memory.sync}). What was not told between two such words is gone.
 *
 * <p>It counts what was told, not when: the clocks of operator and collector need not agree. The
 * first word after a start decides nothing, for some of the telling may have been before.
 */
final class Listing {
  /** Pods of a namespace that is no longer watched are only out of sight: kept for so long. */
  private static final Duration OUT_OF_SIGHT = Duration.ofDays(1);

  private final Set<String> told = new HashSet<>();
  private boolean whole;

  /**
   * @param key uid of a pod or key of a profile
   */
  void told(String key) {
    told.add(key);
  }

  /** Ends one listing and begins the next. */
  Vanished end(Observation.ClusterListed listed, List<KnownPod> pods, List<KnownProfile> profiles) {
    boolean decides = whole;
    Set<String> seen = Set.copyOf(told);
    told.clear();
    whole = true;
    if (!decides) {
      return new Vanished(List.of(), List.of());
    }
    Instant forgotten = listed.at().minus(OUT_OF_SIGHT);
    return new Vanished(
        pods.stream()
            .filter(pod -> !seen.contains(pod.uid()))
            .filter(
                pod ->
                    listed.namespaces().contains(pod.namespace()) || pod.at().isBefore(forgotten))
            .toList(),
        profiles.stream().filter(profile -> !seen.contains(Registry.key(profile))).toList());
  }
}
