package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod as the operator last described it.
 *
 * @param at event time of that description
 * @param kind kind of the owner
 * @param name name of the owner
 * @param profile MemoryProfile that governs it, in its namespace
 * @param containers names
 */
public record KnownPod(
    String uid,
    Instant at,
    String namespace,
    String kind,
    String name,
    @Nullable String profile,
    @Nullable String revision,
    List<String> containers) {
  public KnownPod {
    containers = List.copyOf(containers);
  }

  /** The last facts of its containers, when nobody told them. */
  public List<PodFact> deletedAt(Instant time) {
    return containers.stream()
        .map(container -> new Workload(namespace, kind, name, container))
        .map(
            workload ->
                new PodFact(
                    workload, time, "", uid, null, null, revision, null, 0, null, null, true))
        .toList();
  }
}
