package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.ArrayList;
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
 * @param cause what leaks and holds this, which rises in step with it; absent when nothing does
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
    @Nullable LeakKind cause,
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
        null,
        List.of(),
        List.of());
  }

  boolean leaks() {
    return verdict == Verdict.LEAK;
  }

  /** Without what only a leak's finding tells. */
  Judgement shortened() {
    return leaks()
        ? this
        : new Judgement(
            kind,
            verdict,
            rule,
            reason,
            watchedSeconds,
            0,
            growth,
            List.of(),
            null,
            null,
            List.of(),
            List.of());
  }

  /** No finding of its own: it rises in step with what leaks and holds it. */
  Judgement putDownTo(LeakKind holder) {
    return new Judgement(
        kind,
        Verdict.INSUFFICIENT,
        "in step",
        "%s rises in step with %s, which leaks."
            .formatted(Subject.of(kind).start(), Subject.of(holder).noun()),
        watchedSeconds,
        confidence,
        growth,
        culprits,
        exhaustion,
        holder,
        steps,
        rejected);
  }

  /** A leak that holds another resource, too. */
  Judgement holding(Judgement held, @Nullable Exhaustion earliest, String sentence) {
    List<String> longer = new ArrayList<>(steps);
    longer.add("in step: " + sentence);
    return new Judgement(
        kind,
        Verdict.LEAK,
        rule,
        leaks() ? reason + " " + sentence : sentence,
        watchedSeconds,
        Math.max(confidence, held.confidence),
        growth,
        culprits,
        earliest,
        cause,
        longer,
        rejected);
  }
}
