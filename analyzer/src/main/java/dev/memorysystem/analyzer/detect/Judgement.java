package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the chain says of one process.
 *
 * @param kind of what it is said
 * @param rule name of the rule that decided
 * @param reason in words
 * @param watchedSeconds how long the process was watched, warm-up left out
 * @param confidence that it leaks, 0 to 1; see {@link Confidence}
 * @param growth absent while no line can be drawn
 * @param culprits sites whose survivors look like a leak's, most samples first
 * @param exhaustion absent unless it leaks and something bounds it
 * @param steps every rule's answer, in order
 * @param rejected other explanations that were ruled out
 */
public record Judgement(
    LeakKind kind,
    Verdict verdict,
    String rule,
    String reason,
    long watchedSeconds,
    double confidence,
    @Nullable Growth growth,
    List<SiteSurvivors> culprits,
    @Nullable Exhaustion exhaustion,
    List<String> steps,
    List<String> rejected) {
  public Judgement {
    culprits = List.copyOf(culprits);
    steps = List.copyOf(steps);
    rejected = List.copyOf(rejected);
  }

  /** Of something that shows no leak, or of which nothing can be said. */
  static Judgement without(
      LeakKind kind, Verdict verdict, String rule, String reason, long watchedSeconds) {
    return new Judgement(
        kind,
        verdict,
        rule,
        reason,
        watchedSeconds,
        0,
        null,
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /** Without what only a leak's finding tells. */
  Judgement shortened() {
    return verdict == Verdict.LEAK ? this : without(kind, verdict, rule, reason, watchedSeconds);
  }
}
