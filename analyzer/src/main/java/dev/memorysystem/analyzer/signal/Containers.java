package dev.memorysystem.analyzer.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rung 3: collections, maps, queues and arrays that one walk of a process's heap reached, with
 * their sizes ({@code memory.containers} in docs/signals.md).
 *
 * @param processAge age of the process at the end of the walk
 * @param walkSeconds how long the walk took; absent when not said
 * @param cpuSeconds CPU time of the walk; absent when not said
 * @param visited objects that it visited; absent when not said
 * @param complete whether everything that the walker can see was seen
 * @param containers those that have grown most first
 */
public record Containers(
    Workload workload,
    ProcessRef process,
    Instant at,
    Duration processAge,
    @Nullable Double walkSeconds,
    @Nullable Double cpuSeconds,
    @Nullable Long visited,
    boolean complete,
    List<Container> containers)
    implements Signal {
  public Containers {
    containers = List.copyOf(containers);
  }

  /**
   * One container. Sizes are numbers of elements, seconds the age of the process.
   *
   * @param root where its path begins
   * @param path steps from there to it, {@code package.Class.field} or {@code []}
   * @param holder the step nearest to it that is a field of a class outside the JDK
   * @param type its class
   * @param firstSize at the walk that first saw it
   * @param firstSeconds when that was
   * @param previousSize at the last walk before this one that saw it; absent at its first
   * @param previousSeconds when that was
   * @param walks comparisons of its size with the one before
   * @param grewWalks how many of those it had grown in
   * @param shrankWalks how many of those it had shrunk in
   * @param elementType class of most of its elements or values; absent when mixed or empty
   * @param keyType class of most of a map's keys
   * @param shallowBytes estimate of what its entries and elements take; absent when unknown
   */
  public record Container(
      PathRoot root,
      List<String> path,
      @Nullable String holder,
      String type,
      long size,
      long firstSize,
      long firstSeconds,
      @Nullable Long previousSize,
      @Nullable Long previousSeconds,
      int walks,
      int grewWalks,
      int shrankWalks,
      @Nullable String elementType,
      @Nullable String keyType,
      @Nullable Long shallowBytes) {
    public Container {
      path = List.copyOf(path);
    }
  }
}
