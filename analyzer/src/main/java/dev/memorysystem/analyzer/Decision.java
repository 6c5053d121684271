package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;

/** One output of the fold: something a reader of findings has to be told. */
public sealed interface Decision {
  /** A finding is new or says something new. Replaces the finding of the same id. */
  record FindingChanged(Finding finding) implements Decision {}

  /** A workload's assessment is new or changed. Replaces the one of the same workload. */
  record AssessmentChanged(Assessment assessment) implements Decision {}

  /** Something unusual began or is over. Replaces all that was told of the same workload. */
  record AnomaliesChanged(Anomalies anomalies) implements Decision {}
}
