package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the chain says of one process.
 *
 * @param kind of what it is said; the heap in a state from before there was another
 * @param rule name of the rule that decided
 * @param reason in words
 * @param watchedSeconds how long the process was watched, warm-up left out
 * @param confidence that it leaks, 0 to 1; see {@link Confidence}
 * @param growth absent while no line can be drawn
 * @param suspects which sites of the newest snapshot look like a leak's, by their place there, most
 *     samples first
 * @param exhaustion absent unless it leaks and something bounds it
 * @param cause what leaks and holds this, which rises in step with it; absent when nothing does
 * @param unconfirmed of a leak, what is still missing to confirm it, in words; absent when nothing
 * @param steps every rule's answer, in order
 */
public record Judgement(
    LeakKind kind,
    Verdict verdict,
    String rule,
    String reason,
    long watchedSeconds,
    double confidence,
    @Nullable Growth growth,
    List<Integer> suspects,
    @Nullable Exhaustion exhaustion,
    @Nullable LeakKind cause,
    @Nullable String unconfirmed,
    List<String> steps) {
  public Judgement {
    kind = Objects.requireNonNullElse(kind, LeakKind.HEAP);
    suspects = List.copyOf(suspects);
    steps = List.copyOf(steps);
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
        null,
        List.of());
  }

  /**
   * Sites whose survivors look like a leak's, most samples first.
   *
   * @param process whose judgement this is
   */
  public List<SiteSurvivors> culprits(ProcessState process) {
    Snapshot snapshot = process.snapshot();
    List<SiteSurvivors> sites = snapshot == null ? List.of() : snapshot.sites();
    return suspects.stream().filter(place -> place < sites.size()).map(sites::get).toList();
  }

  /** Other explanations that were ruled out; of a leak. */
  public List<String> rejected() {
    List<String> rejected = new ArrayList<>();
    rejected.add("Warm-up: the process's first part is left out.");
    if (kind != LeakKind.HEAP) {
      rejected.add("A step or a pool that has filled: growth continues to now, without a jump.");
      return rejected;
    }
    rejected.add("Garbage not collected yet: only what survived old-generation cycles counts.");
    rejected.add("A step or a cache that has filled: growth continues to now, without a jump.");
    if (!suspects.isEmpty()) {
      rejected.add("A cache that replaces its entries: survivors of every age remain.");
    }
    return rejected;
  }

  /** Without what only a finding told of it now has: it is stored for every process. */
  public Judgement withoutSteps() {
    return with(exhaustion, List.of());
  }

  /** The same, with another forecast. */
  public Judgement until(@Nullable Exhaustion other) {
    return with(other, steps);
  }

  private Judgement with(@Nullable Exhaustion other, List<String> said) {
    return new Judgement(
        kind,
        verdict,
        rule,
        reason,
        watchedSeconds,
        confidence,
        growth,
        suspects,
        other,
        cause,
        unconfirmed,
        said);
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
            null,
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
        suspects,
        exhaustion,
        holder,
        null,
        List.of());
  }

  /** The same, with a sentence about what grows. */
  Judgement and(String sentence) {
    List<String> longer = new ArrayList<>(steps);
    longer.add("what grows: " + sentence);
    return new Judgement(
        kind,
        verdict,
        rule,
        reason + " " + sentence,
        watchedSeconds,
        confidence,
        growth,
        suspects,
        exhaustion,
        cause,
        unconfirmed,
        longer);
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
        suspects,
        earliest,
        cause,
        unconfirmed,
        longer);
  }
}
