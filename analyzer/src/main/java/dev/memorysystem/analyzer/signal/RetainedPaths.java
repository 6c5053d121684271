package dev.memorysystem.analyzer.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rung 3: what holds the samples of suspicious sites, as one walk of a process's heap found it
 * ({@code memory.retained_path} in docs/signals.md).
 *
 * @param processAge age of the process at the end of the walk
 * @param pauseSeconds how long the application may have stood still for it; absent where it did not
 * @param targets sites that were looked for
 */
public record RetainedPaths(
    Workload workload,
    ProcessRef process,
    Instant at,
    Duration processAge,
    @Nullable Double pauseSeconds,
    List<Target> targets)
    implements Signal {
  public RetainedPaths {
    targets = List.copyOf(targets);
  }

  /** Of a walk for which nothing stood still. */
  public RetainedPaths(
      Workload workload,
      ProcessRef process,
      Instant at,
      Duration processAge,
      List<Target> targets) {
    this(workload, process, at, processAge, null, targets);
  }

  /**
   * One site.
   *
   * @param type class of its samples
   * @param frames their allocation stack, as in {@link Survivors}
   * @param samples that were looked for
   * @param reached samples reached by the path: the one that most of them share
   * @param root where the path begins; absent, as all that follows, when none was reached
   * @param path steps from there to the samples, {@code package.Class.field} or {@code []}
   * @param holder the field of a class outside the JDK that is nearest to what keeps them
   * @param containerType class of the container on the path that keeps the samples
   * @param containerSize elements in it
   * @param containerFirstSize elements at the walk that first saw it
   * @param containerFirstSeconds age of the process at that walk
   * @param unreachedReason why none was reached, in words
   */
  public record Target(
      String type,
      List<String> frames,
      long samples,
      long reached,
      @Nullable PathRoot root,
      List<String> path,
      @Nullable String holder,
      @Nullable String containerType,
      @Nullable Long containerSize,
      @Nullable Long containerFirstSize,
      @Nullable Long containerFirstSeconds,
      @Nullable String unreachedReason) {
    public Target {
      frames = List.copyOf(frames);
      path = List.copyOf(path);
    }
  }
}
