package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the analyzer of this build says of a recording, told over time: the same fold on the same
 * signals as in the collector, so what it said then if it is the same analyzer.
 *
 * @param workload the one that said most, where a case starts processes of several
 * @param begin start of the process
 * @param told every finding as it was told, in order
 * @param end findings and assessments as they stood at the end
 */
record Story(@Nullable Workload workload, Instant begin, List<Told> told, Report end) {
  Story {
    told = List.copyOf(told);
  }

  /**
   * A finding as it was told.
   *
   * @param seconds since process start
   */
  record Told(double seconds, Finding finding) {}

  static Story of(List<Signal> signals) {
    Instant begin = begin(signals);
    Map<Workload, WorkloadState> states = new TreeMap<>();
    Map<String, Finding> findings = new TreeMap<>();
    Map<Workload, Assessment> assessments = new TreeMap<>();
    Map<Workload, Anomalies> anomalies = new TreeMap<>();
    List<Told> told = new ArrayList<>();
    for (Signal signal : signals) {
      Workload workload = signal.workload();
      WorkloadState before = states.computeIfAbsent(workload, WorkloadAnalysis::initial);
      var step = WorkloadAnalysis.step(before, signal);
      states.put(workload, step.state());
      for (Decision decision : step.decisions()) {
        switch (decision) {
          case Decision.FindingChanged(Finding finding) -> {
            findings.put(finding.id(), finding);
            told.add(new Told(seconds(begin, signal.at()), finding));
          }
          case Decision.AssessmentChanged(Assessment assessment) ->
              assessments.put(assessment.workload(), assessment);
          case Decision.AnomaliesChanged(Anomalies unusual) ->
              anomalies.put(unusual.workload(), unusual);
        }
      }
    }
    return new Story(
        workload(signals),
        begin,
        told,
        new Report(
            List.copyOf(findings.values()),
            List.copyOf(assessments.values()),
            anomalies.values().stream().flatMap(each -> each.anomalies().stream()).toList()));
  }

  private static @Nullable Workload workload(List<Signal> signals) {
    Map<Workload, Integer> said = new TreeMap<>();
    signals.forEach(signal -> said.merge(signal.workload(), 1, Integer::sum));
    return said.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static Instant begin(List<Signal> signals) {
    return signals.stream()
        .flatMap(Story::process)
        .map(ProcessRef::startedAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .or(() -> signals.stream().map(Signal::at).min(Comparator.naturalOrder()))
        .orElse(Instant.EPOCH);
  }

  private static Stream<ProcessRef> process(Signal signal) {
    return switch (signal) {
      case LiveSet liveSet -> Stream.of(liveSet.process());
      case Survivors survivors -> Stream.of(survivors.process());
      default -> Stream.empty();
    };
  }

  static double seconds(Instant begin, Instant at) {
    return Duration.between(begin, at).toMillis() / 1e3;
  }
}
