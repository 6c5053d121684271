package dev.memorysystem.analyzer.finding;

import java.util.List;

/** Everything the analyzer says: the JSON of {@code watch --json} and {@code /api/v1/report}. */
public record Report(
    List<Finding> findings, List<Assessment> assessments, List<Anomaly> anomalies) {
  public Report {
    findings = List.copyOf(findings);
    assessments = List.copyOf(assessments);
    anomalies = List.copyOf(anomalies);
  }

  /** Without anomalies. */
  public Report(List<Finding> findings, List<Assessment> assessments) {
    this(findings, assessments, List.of());
  }
}
