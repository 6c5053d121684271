package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
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

  /** Everything but the states of the fold, as of the last commit. */
  Snapshot load() throws IOException;

  /** State of a workload's fold, as text. */
  Optional<String> state(Workload workload) throws IOException;

  /** Takes a batch over, with its offset, in one transaction; on return it is on disk. */
  void commit(Commit commit) throws IOException;

  /**
   * Forgets processes that were last seen before {@code processesBefore}; workloads, with their
   * findings, anomalies and assessment, whose state last changed before {@code workloadsBefore};
   * and findings that were resolved before that. Jobs and pods without an owner come under ever new
   * names: those without a finding and without a pod are forgotten as processes are.
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
