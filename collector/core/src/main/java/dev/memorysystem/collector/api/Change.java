package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Workload;

/** Something a reader of the collector is told; it replaces what was known under the same key. */
public sealed interface Change {
  record FindingChanged(Finding finding) implements Change {}

  record AssessmentChanged(Assessment assessment) implements Change {}

  record AnomaliesChanged(Anomalies anomalies) implements Change {}

  record ProcessChanged(ProcessInfo process) implements Change {}

  /**
   * Something is no longer known: forgotten with age.
   *
   * @param kind name of the event that told of it: finding, assessment, anomalies or process
   * @param key id of the finding, instance id of the process, or {@link Workload#key()}
   * @param workload it was about
   */
  record Removed(String kind, String key, Workload workload) implements Change {
    static Removed of(Finding finding) {
      return new Removed("finding", finding.id(), finding.workload());
    }

    static Removed of(Assessment assessment) {
      return new Removed("assessment", assessment.workload().key(), assessment.workload());
    }

    static Removed of(Anomalies anomalies) {
      return new Removed("anomalies", anomalies.workload().key(), anomalies.workload());
    }

    /** A process is forgotten. */
    public static Removed of(ProcessInfo process) {
      return new Removed("process", process.instanceId(), process.workload());
    }
  }

  /** Everything that was known at the time of subscribing has been told. */
  record Synced() implements Change {}
}
