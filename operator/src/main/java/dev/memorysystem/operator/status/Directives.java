package dev.memorysystem.operator.status;

import dev.memorysystem.crd.Directive;
import dev.memorysystem.crd.DirectiveStatus;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.operator.collector.ReportedDirective;
import dev.memorysystem.operator.collector.ReportedProcess;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What became of what a profile asks agents to do. */
final class Directives {
  /** More than a profile has of them, for pods with several processes. */
  private static final int MOST = 40;

  private Directives() {}

  /**
   * @param processes of the profile's namespace
   */
  static List<DirectiveStatus> of(MemoryProfile profile, List<ReportedProcess> processes) {
    return profile.getSpec().directives().stream()
        .flatMap(directive -> of(profile.getMetadata().getName(), directive, processes))
        .limit(MOST)
        .toList();
  }

  private static Stream<DirectiveStatus> of(
      String profile, Directive directive, List<ReportedProcess> processes) {
    String id = profile + "/" + directive.id();
    List<DirectiveStatus> ended =
        processes.stream()
            .filter(process -> directive.pod().equals(process.pod()))
            .flatMap(
                process ->
                    process.directives().stream()
                        .filter(outcome -> outcome.id().equals(id))
                        .map(outcome -> ended(directive, process, outcome)))
            .toList();
    return ended.isEmpty() ? Stream.of(pending(directive, processes)) : ended.stream();
  }

  private static DirectiveStatus ended(
      Directive directive, ReportedProcess process, ReportedDirective outcome) {
    String word = outcome.outcome();
    return new DirectiveStatus(
        directive.id(),
        directive.pod(),
        process.workload() == null ? null : process.workload().container(),
        word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
        outcome.reason(),
        outcome.at());
  }

  private static DirectiveStatus pending(Directive directive, List<ReportedProcess> processes) {
    boolean reports =
        processes.stream()
            .anyMatch(process -> process.reports() && directive.pod().equals(process.pod()));
    return new DirectiveStatus(
        directive.id(),
        directive.pod(),
        null,
        DirectiveStatus.PENDING,
        reports
            ? "its agent has not answered yet; one of version 0.1 never does"
            : "no process of pod %s reports".formatted(Objects.toString(directive.pod())),
        null);
  }
}
