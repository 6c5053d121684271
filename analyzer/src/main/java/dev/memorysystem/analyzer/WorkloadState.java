package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the fold remembers of one workload: immutable, bounded (at most {@link
 * WorkloadAnalysis#PROCESSES} processes of at most 16 KiB of JSON each), and plain data that any
 * serialiser of records can store.
 *
 * @param version of this layout; a state of another version is not read, analysis starts afresh
 * @param settings absent until a profile says something
 * @param heard signals of processes so far: tells without a clock who is silent while others report
 * @param processes in order of first sight
 * @param tracked the finding last told; absent when there never was one
 * @param assessed the assessment last told; absent before the first
 */
public record WorkloadState(
    int version,
    Workload workload,
    @Nullable DetectionSettings settings,
    long heard,
    List<Watched> processes,
    @Nullable Tracked tracked,
    @Nullable Assessment assessed) {
  /** The layout written by this version. */
  public static final int VERSION = 1;

  public WorkloadState {
    processes = List.copyOf(processes);
  }

  WorkloadState with(DetectionSettings newer) {
    return new WorkloadState(version, workload, newer, heard, processes, tracked, assessed);
  }

  WorkloadState with(List<Watched> newer) {
    return new WorkloadState(version, workload, settings, heard, newer, tracked, assessed);
  }

  WorkloadState heardOnce() {
    return new WorkloadState(version, workload, settings, heard + 1, processes, tracked, assessed);
  }

  WorkloadState told(@Nullable Tracked finding, @Nullable Assessment assessment) {
    return new WorkloadState(version, workload, settings, heard, processes, finding, assessment);
  }
}
