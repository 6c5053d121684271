package dev.memorysystem.analyzer.plan;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Who works while something grows: asked for once when it is suspected, and once more when it is
 * confirmed. One answer is told beside every finding of the process.
 */
final class StackSampling {
  /**
   * Longest stop for one sample, as long as a small young collection takes: chosen. A profile that
   * allows less wants none by itself.
   */
  static final Duration STOP = Duration.ofMillis(5);

  /** How long it goes on, in seconds: some three hundred samples tell who works. Chosen. */
  private static final long SECONDS = 30;

  private StackSampling() {}

  /**
   * @param open findings that are neither resolved nor ignored
   * @param longestPause that the profile allows
   */
  static List<Directive> of(List<Finding> open, Duration longestPause) {
    return open.stream()
        .filter(finding -> longestPause.compareTo(STOP) >= 0)
        .min(Comparator.comparing(Escalation::openSince).thenComparing(Finding::id))
        .map(
            first ->
                new Directive(
                    "stacks-%d/%s".formatted(isConfirmed(first) ? 2 : 1, first.id()),
                    DirectiveKind.STACK_SAMPLES,
                    STOP.toMillis() / 1e3,
                    null,
                    SECONDS))
        .stream()
        .toList();
  }

  private static boolean isConfirmed(Finding finding) {
    return finding.state() == FindingState.CONFIRMED;
  }
}
