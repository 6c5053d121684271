package dev.memorysystem.analyzer.signal;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rung 0: what survived garbage collection in one reporting interval of one process, and what
 * bounds it ({@code memory.live_set} in docs/signals.md). Bytes unless said; absent when unknown.
 *
 * @param floor smallest heap use directly after any collection in the interval
 * @param collections completed collections since process start
 * @param oldCycles completed old-generation cycles since process start
 * @param oldFloor smallest heap use directly after an old-generation cycle in the interval
 * @param gcSeconds time in collection pauses since process start, seconds
 * @param heapLimit largest heap the runtime will use
 * @param rssAnonymous anonymous resident memory of the process
 * @param containerLimit memory limit of the container's cgroup
 * @param directUsed direct buffers
 * @param threads live platform threads
 * @param classes loaded classes
 * @param areas what it takes beside its heap
 * @param jitSeconds time spent compiling just in time since process start, over all its threads
 * @param allocatedBytes allocated since process start: the work done
 */
public record LiveSet(
    Workload workload,
    ProcessRef process,
    Instant at,
    @Nullable Long floor,
    @Nullable Long collections,
    @Nullable Long oldCycles,
    @Nullable Long oldFloor,
    @Nullable Double gcSeconds,
    @Nullable Long heapUsed,
    @Nullable Long heapLimit,
    @Nullable Long rss,
    @Nullable Long rssAnonymous,
    @Nullable Long containerLimit,
    @Nullable Long directUsed,
    @Nullable Long threads,
    @Nullable Long classes,
    Areas areas,
    @Nullable Double jitSeconds,
    @Nullable Long allocatedBytes)
    implements Signal {
  public LiveSet {
    areas = Objects.requireNonNullElse(areas, Areas.UNKNOWN);
  }

  /** Of a process that says nothing of its areas beside the heap, nor of its work. */
  public LiveSet(
      Workload workload,
      ProcessRef process,
      Instant at,
      @Nullable Long floor,
      @Nullable Long collections,
      @Nullable Long oldCycles,
      @Nullable Long oldFloor,
      @Nullable Double gcSeconds,
      @Nullable Long heapUsed,
      @Nullable Long heapLimit,
      @Nullable Long rss,
      @Nullable Long rssAnonymous,
      @Nullable Long containerLimit,
      @Nullable Long directUsed,
      @Nullable Long threads,
      @Nullable Long classes) {
    this(
        workload,
        process,
        at,
        floor,
        collections,
        oldCycles,
        oldFloor,
        gcSeconds,
        heapUsed,
        heapLimit,
        rss,
        rssAnonymous,
        containerLimit,
        directUsed,
        threads,
        classes,
        Areas.UNKNOWN,
        null,
        null);
  }
}
