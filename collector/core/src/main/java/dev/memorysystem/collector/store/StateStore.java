package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Findings, processes, and the place in the log up to which they are true. One thread writes. */
public interface StateStore extends AutoCloseable {
  /** Processes known at once, those last heard of. */
  int MAX_PROCESSES = 10_000;

  /** Results of directives kept of a process and a kind: the newest. Chosen. */
  int RESULTS_OF_PROCESS = 3;

  /**
   * Results kept of all, each of a few hundred KiB at most: those of the namespace with most go
   * first, the oldest before. Chosen: what stays is far smaller than series.
   */
  int MAX_RESULTS = 512;

  /** Everything but the states of the fold, as of the last commit. */
  Snapshot load() throws IOException;

  /** State of a workload's fold, as text. */
  Optional<String> state(Workload workload) throws IOException;

  /**
   * What directives found in a process, the newest first, {@link #RESULTS_OF_PROCESS} at most.
   *
   * @param process its key
   */
  <T extends DirectiveResult> List<T> results(String process, Class<T> type) throws IOException;

  /** Takes a batch over, with its offset, in one transaction; on return it is on disk. */
  void commit(Commit commit) throws IOException;

  /**
   * Forgets processes, and what directives found in them, that were last seen before {@code
   * processesBefore}; workloads, with their findings, anomalies and assessment, whose state last
   * changed before {@code workloadsBefore}; and findings that were resolved before that. Jobs and
   * pods without an owner come under ever new names: those without a finding and without a pod are
   * forgotten as processes are.
   *
   * @param withPods workloads that have pods now
   */
  void prune(Instant processesBefore, Instant workloadsBefore, Set<Workload> withPods)
      throws IOException;

  @Override
  void close();

  /**
   * @param offset of the next log entry to fold
   */
  record Snapshot(
      long offset,
      List<Finding> findings,
      List<Assessment> assessments,
      List<Anomalies> anomalies,
      List<ProcessInfo> processes,
      List<KnownPod> pods,
      List<KnownProfile> profiles) {}
}
