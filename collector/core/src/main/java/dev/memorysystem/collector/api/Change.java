package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;

/** Something a reader of the collector is told; it replaces what was known under the same key. */
public sealed interface Change {
  record FindingChanged(Finding finding) implements Change {}

  record AssessmentChanged(Assessment assessment) implements Change {}

  record ProcessChanged(ProcessInfo process) implements Change {}

  /** Everything that was known at the time of subscribing has been told. */
  record Synced() implements Change {}
}
