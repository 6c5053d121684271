package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.anomaly.Noticed;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the fold remembers of one workload: immutable, bounded (at most {@link
 * WorkloadAnalysis#PROCESSES} processes of at most 16 KiB of JSON each), and plain data that any
 * serialiser of records can store.
 *
 * @param version of this layout; {@link #migrated()} reads those before
 * @param settings absent until a profile says something
 * @param heard signals of processes so far: tells without a clock who is silent while others report
 * @param processes in order of first sight
 * @param past resolved findings that another one has followed, newest first
 * @param tracked the findings last told, one a kind at most
 * @param assessed the assessment last told; absent before the first
 * @param unusual what is unusual and no leak
 */
public record WorkloadState(
    int version,
    Workload workload,
    @Nullable DetectionSettings settings,
    long heard,
    List<Watched> processes,
    List<Finding> past,
    List<Tracked> tracked,
    @Nullable Assessment assessed,
    Noticed unusual) {
  /** The layout written by this version. */
  public static final int VERSION = 8;

  /** The oldest layout that can be read: 0.1.0's. */
  private static final int OLDEST = 1;

  public WorkloadState {
    processes = List.copyOf(processes);
    past = List.copyOf(past);
    tracked = List.copyOf(tracked);
    unusual = Objects.requireNonNullElse(unusual, Noticed.NONE);
  }

  /** The finding of a kind. */
  @Nullable Tracked tracked(LeakKind kind) {
    return tracked.stream().filter(t -> t.finding().kind() == kind).findFirst().orElse(null);
  }

  WorkloadState with(DetectionSettings newer) {
    return new WorkloadState(
        version, workload, newer, heard, processes, past, tracked, assessed, unusual);
  }

  WorkloadState with(List<Watched> newer) {
    return new WorkloadState(
        version, workload, settings, heard, newer, past, tracked, assessed, unusual);
  }

  /** One more signal of a process: the workload is not absent. */
  WorkloadState heardOnce() {
    List<Tracked> present = tracked.stream().map(Tracked::present).toList();
    return new WorkloadState(
        version, workload, settings, heard + 1, processes, past, present, assessed, unusual);
  }

  WorkloadState told(
      List<Tracked> findings, List<Finding> before, @Nullable Assessment assessment) {
    return new WorkloadState(
        version, workload, settings, heard, processes, before, findings, assessment, unusual);
  }

  /** With what is unusual now. */
  WorkloadState noticing(Noticed now) {
    return new WorkloadState(
        version, workload, settings, heard, processes, past, tracked, assessed, now);
  }

  /** Whether a state of that version can be continued. */
  public static boolean isReadable(int version) {
    return version >= OLDEST && version <= VERSION;
  }

  /**
   * The state as this version writes it. Version 1 knew no triage, no past findings and no first
   * sight, version 2 one finding at most, nothing beside the heap, neither warm-up nor work: read
   * as records of this version they are absent, and are learnt from the next signals. Up to version
   * 3 series were lists and a judgement repeated its sites: whoever reads the text packs them
   * before. Up to version 4 nothing unusual was looked for, up to version 5 no heap was walked, up
   * to version 6 nobody noted since when no container grows, up to version 7 no mapped buffers were
   * followed.
   */
  public WorkloadState migrated() {
    return version == VERSION
        ? this
        : new WorkloadState(
            VERSION, workload, settings, heard, processes, past, tracked, assessed, unusual);
  }
}
