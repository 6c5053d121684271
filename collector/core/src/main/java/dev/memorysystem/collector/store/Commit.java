package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.ProcessInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything one batch of the log changed: taken over whole or not at all.
 *
 * @param at the collector's time
 * @param offset of the next log entry to fold
 * @param states of the fold, as text
 * @param deletedPods uids
 * @param deletedProfiles {@code namespace/name}
 * @param results what directives found, in order
 */
public record Commit(
    Instant at,
    long offset,
    Map<Workload, String> states,
    List<Finding> findings,
    List<Assessment> assessments,
    List<Anomalies> anomalies,
    List<ProcessInfo> processes,
    List<KnownPod> pods,
    Set<String> deletedPods,
    List<KnownProfile> profiles,
    Set<String> deletedProfiles,
    List<ProcessResult> results) {
  /** One in which no directive found anything. */
  public Commit(
      Instant at,
      long offset,
      Map<Workload, String> states,
      List<Finding> findings,
      List<Assessment> assessments,
      List<Anomalies> anomalies,
      List<ProcessInfo> processes,
      List<KnownPod> pods,
      Set<String> deletedPods,
      List<KnownProfile> profiles,
      Set<String> deletedProfiles) {
    this(
        at,
        offset,
        states,
        findings,
        assessments,
        anomalies,
        processes,
        pods,
        deletedPods,
        profiles,
        deletedProfiles,
        List.of());
  }
}
