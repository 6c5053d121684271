package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Feeds signals to the fold and keeps what it told. */
final class Run {
  private WorkloadState state;
  private final List<Decision> decisions = new ArrayList<>();

  Run(Workload workload) {
    state = WorkloadAnalysis.initial(workload);
  }

  static Run of(List<? extends Signal> signals) {
    return new Run(signals.getFirst().workload()).feed(signals);
  }

  Run feed(List<? extends Signal> signals) {
    signals.forEach(this::feed);
    return this;
  }

  Run feed(Signal signal) {
    Step step = WorkloadAnalysis.step(state, signal);
    state = step.state();
    decisions.addAll(step.decisions());
    return this;
  }

  WorkloadState state() {
    return state;
  }

  List<Decision> decisions() {
    return decisions;
  }

  /** Every finding as it was told, in order. */
  List<Finding> findings() {
    return decisions.stream()
        .flatMap(
            d -> d instanceof Decision.FindingChanged f ? Optional.of(f.finding()).stream() : null)
        .toList();
  }

  List<Assessment> assessments() {
    return decisions.stream()
        .flatMap(
            d ->
                d instanceof Decision.AssessmentChanged a
                    ? Optional.of(a.assessment()).stream()
                    : null)
        .toList();
  }

  Finding finding() {
    return findings().getLast();
  }

  Assessment assessment() {
    return assessments().getLast();
  }
}
