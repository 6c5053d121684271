package dev.memorysystem.analyzer.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rung 1: sampled allocations of one process that are still reachable, by site and type ({@code
 * memory.survivors} in docs/signals.md).
 *
 * @param sampler {@code jfr} or {@code jvmti}
 * @param processAge age of the process at the snapshot
 * @param allocatedBytes bytes allocated since process start
 * @param sites largest first
 */
public record Survivors(
    Workload workload,
    ProcessRef process,
    Instant at,
    String sampler,
    Duration processAge,
    @Nullable Long allocatedBytes,
    List<Site> sites)
    implements Signal {
  public Survivors {
    sites = List.copyOf(sites);
  }

  /**
   * Survivors of one type allocated by one stack.
   *
   * @param frames innermost first: {@code package.Class.method(File.java:line)}
   * @param liveCount samples still reachable
   * @param liveBytes bytes those samples stand for
   * @param ages age of each surviving sample in seconds, youngest first
   * @param births samples taken here that outlived two old-generation cycles and of which a further
   *     cycle has told whether they live; absent when the sampler cannot know
   * @param deaths those of them that died; absent when the sampler cannot know
   */
  public record Site(
      String type,
      List<String> frames,
      long liveCount,
      long liveBytes,
      List<Integer> ages,
      @Nullable Long births,
      @Nullable Long deaths) {
    public Site {
      frames = List.copyOf(frames);
      ages = List.copyOf(ages);
    }
  }
}
