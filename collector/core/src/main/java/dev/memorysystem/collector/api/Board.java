package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known now, and who wants to hear of changes. A subscriber is first told everything, then
 * {@link Change.Synced}, then each change once, in order.
 */
public final class Board {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Finding> findings = new TreeMap<>();
  private final Map<Workload, Assessment> assessments = new TreeMap<>();
  private final Map<Workload, Anomalies> anomalies = new TreeMap<>();
  private final Map<String, ProcessInfo> processes = new TreeMap<>();
  private final Beside beside = new Beside();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Replaces everything, for the start and after old things were forgotten; subscribers are told
   * what is no longer known.
   */
  public void load(
      Collection<Finding> allFindings,
      Collection<Assessment> allAssessments,
      Collection<Anomalies> allAnomalies,
      Collection<ProcessInfo> allProcesses) {
    lock.lock();
    try {
      List<Change> removed = new ArrayList<>();
      replace(findings, allFindings, Finding::id, Change.Removed::of, removed);
      replace(assessments, allAssessments, Assessment::workload, Change.Removed::of, removed);
      replace(anomalies, allAnomalies, Anomalies::workload, Change.Removed::of, removed);
      replace(processes, allProcesses, ProcessInfo::key, Change.Removed::of, removed);
      beside.clear();
      processes.values().forEach(beside::put);
      removed.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    } finally {
      lock.unlock();
    }
  }

  private static <K, V> void replace(
      Map<K, V> known,
      Collection<V> now,
      Function<V, K> key,
      Function<V, Change> gone,
      List<Change> removed) {
    Map<K, V> before = new TreeMap<>(known);
    known.clear();
    now.forEach(each -> known.put(key.apply(each), each));
    before.keySet().removeAll(known.keySet());
    before.values().forEach(each -> removed.add(gone.apply(each)));
  }

  /**
   * Takes a change over and tells the subscribers; findings with what was found in their processes,
   * and again when something else was found there.
   */
  public void publish(Change change) {
    lock.lock();
    try {
      switch (change) {
        case Change.FindingChanged(Finding finding) -> findings.put(finding.id(), finding);
        case Change.AssessmentChanged(Assessment assessment) ->
            assessments.put(assessment.workload(), assessment);
        case Change.AnomaliesChanged(Anomalies unusual) ->
            anomalies.put(unusual.workload(), unusual);
        case Change.ProcessChanged(ProcessInfo process) -> processes.put(process.key(), process);
        case Change.Removed(String kind, String key, Workload workload) ->
            remove(kind, key, workload);
        case Change.Synced() -> {}
      }
      tell(change);
      if (change instanceof Change.ProcessChanged(ProcessInfo process) && beside.put(process)) {
        findings.values().stream()
            .filter(finding -> finding.workload().equals(process.workload()))
            .forEach(finding -> tell(new Change.FindingChanged(finding)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(Change change) {
    Change told =
        change instanceof Change.FindingChanged(Finding finding)
            ? new Change.FindingChanged(beside.of(finding))
            : change;
    listeners.forEach(listener -> listener.accept(told));
  }

  private void remove(String kind, String key, Workload workload) {
    switch (kind) {
      case "finding" -> findings.remove(key);
      case "assessment" -> assessments.remove(workload);
      case "anomalies" -> anomalies.remove(workload);
      default -> {
        ProcessInfo gone = processes.remove(ProcessInfo.key(workload.namespace(), key));
        if (gone != null) {
          beside.remove(gone);
        }
      }
    }
  }

  /**
   * @param listener called by the publishing thread, under a lock: must be quick and must not throw
   */
  public Subscription subscribe(Consumer<Change> listener) {
    lock.lock();
    try {
      findings
          .values()
          .forEach(finding -> listener.accept(new Change.FindingChanged(beside.of(finding))));
      assessments.values().forEach(each -> listener.accept(new Change.AssessmentChanged(each)));
      anomalies.values().forEach(each -> listener.accept(new Change.AnomaliesChanged(each)));
      processes.values().forEach(process -> listener.accept(new Change.ProcessChanged(process)));
      listener.accept(new Change.Synced());
      listeners.add(listener);
      return () -> listeners.remove(listener);
    } finally {
      lock.unlock();
    }
  }

  public Report report() {
    lock.lock();
    try {
      return new Report(
          findings.values().stream().map(beside::of).toList(),
          List.copyOf(assessments.values()),
          anomalies.values().stream().flatMap(each -> each.anomalies().stream()).toList());
    } finally {
      lock.unlock();
    }
  }

  public Optional<Finding> finding(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(findings.get(id)).map(beside::of);
    } finally {
      lock.unlock();
    }
  }

  /** Workloads with a finding of which no process reports. */
  public Set<Workload> absent() {
    lock.lock();
    try {
      Set<Workload> reporting =
          processes.values().stream()
              .filter(process -> process.status() == ProcessStatus.REPORTING)
              .map(ProcessInfo::workload)
              .collect(Collectors.toSet());
      return findings.values().stream()
          .map(Finding::workload)
          .filter(workload -> !reporting.contains(workload))
          .collect(Collectors.toCollection(TreeSet::new));
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param key {@link ProcessInfo#key()}
   */
  public Optional<ProcessInfo> process(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(processes.get(key));
    } finally {
      lock.unlock();
    }
  }

  public List<ProcessInfo> processes() {
    lock.lock();
    try {
      return List.copyOf(processes.values());
    } finally {
      lock.unlock();
    }
  }

  /** Ends by closing. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
