package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.store.Commit;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.ProcessResult;
import dev.memorysystem.collector.store.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a stretch of the log changed, collected until it is committed and published. */
final class Batch {
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Map<Workload, Assessment> assessments = new LinkedHashMap<>();
  private final Map<Workload, Anomalies> anomalies = new LinkedHashMap<>();
  private final Map<String, ProcessInfo> processes = new LinkedHashMap<>();

  /** Those of the processes that are not told to readers yet. */
  private final Map<String, ProcessInfo> heard = new LinkedHashMap<>();

  private final Map<String, KnownPod> pods = new HashMap<>();
  private final Set<String> deletedPods = new HashSet<>();
  private final Map<String, KnownProfile> profiles = new HashMap<>();
  private final Set<String> deletedProfiles = new HashSet<>();
  private final List<SeriesPoint> points = new ArrayList<>();
  private final List<ProcessResult> results = new ArrayList<>();

  /** Every transition of a finding, in order: readers must not miss one that lasted a moment. */
  private final List<Change> decided = new ArrayList<>();

  void add(Decision decision) {
    switch (decision) {
      case Decision.FindingChanged(Finding finding) -> {
        findings.put(finding.id(), finding);
        decided.add(new Change.FindingChanged(finding));
      }
      case Decision.AssessmentChanged(Assessment assessment) -> {
        assessments.put(assessment.workload(), assessment);
        decided.add(new Change.AssessmentChanged(assessment));
      }
      case Decision.AnomaliesChanged(Anomalies unusual) -> {
        anomalies.put(unusual.workload(), unusual);
        decided.add(new Change.AnomaliesChanged(unusual));
      }
    }
  }

  void add(ProcessInfo process) {
    processes.put(process.key(), process);
    heard.put(process.key(), process);
  }

  void add(List<SeriesPoint> more) {
    points.addAll(more);
  }

  void add(ProcessInfo process, DirectiveResult result) {
    results.add(new ProcessResult(process.key(), process.workload().namespace(), result));
  }

  void add(KnownPod pod) {
    pods.put(pod.uid(), pod);
    deletedPods.remove(pod.uid());
  }

  void delete(KnownPod pod) {
    pods.remove(pod.uid());
    deletedPods.add(pod.uid());
  }

  void add(KnownProfile profile) {
    profiles.put(Registry.key(profile), profile);
    deletedProfiles.remove(Registry.key(profile));
  }

  void delete(KnownProfile profile) {
    profiles.remove(Registry.key(profile));
    deletedProfiles.add(Registry.key(profile));
  }

  List<SeriesPoint> points() {
    return points;
  }

  Commit commit(Instant at, long offset, Map<Workload, String> states) {
    return new Commit(
        at,
        offset,
        states,
        List.copyOf(findings.values()),
        List.copyOf(assessments.values()),
        List.copyOf(anomalies.values()),
        List.copyOf(processes.values()),
        List.copyOf(pods.values()),
        Set.copyOf(deletedPods),
        List.copyOf(profiles.values()),
        Set.copyOf(deletedProfiles),
        List.copyOf(results));
  }

  /** Those not asked for before. */
  List<Change> takeProcesses() {
    List<Change> changes = heard.values().stream().<Change>map(Change.ProcessChanged::new).toList();
    heard.clear();
    return changes;
  }

  List<Change> decided() {
    return decided;
  }
}
