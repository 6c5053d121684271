package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The assessment of a workload as it was last told.
 *
 * @param rule what decided it, so that only another decision is news
 */
public record Assessed(Assessment assessment, String rule) {
  /** Between two tellings that do not concern a leak. */
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  /** After this long, numbers in the reason alone are worth telling again. */
  private static final Duration REFRESH = Duration.ofMinutes(10);

  /** What there is to say now; the same object as before when it is not worth telling. */
  public static @Nullable Assessed next(
      @Nullable Assessed before,
      Workload workload,
      @Nullable Tracked tracked,
      List<Watched> running,
      Instant at) {
    Assessed now = now(workload, tracked, running, at);
    if (now == null || before == null) {
      return now == null ? before : now;
    }
    Duration since = Duration.between(before.assessment.at(), at);
    boolean otherVerdict = now.assessment.verdict() != before.assessment.verdict();
    boolean aboutLeak =
        now.assessment.verdict() == Verdict.LEAK || before.assessment.verdict() == Verdict.LEAK;
    boolean otherRule = !now.rule.equals(before.rule);
    boolean otherWords = !now.assessment.reason().equals(before.assessment.reason());
    boolean tell =
        (otherVerdict && aboutLeak)
            || ((otherVerdict || otherRule) && since.compareTo(TELL_EVERY) >= 0)
            || (otherWords && since.compareTo(REFRESH) >= 0);
    return tell ? now : before;
  }

  private static @Nullable Assessed now(
      Workload workload, @Nullable Tracked tracked, List<Watched> running, Instant at) {
    if (tracked != null && !tracked.is(FindingState.RESOLVED)) {
      Finding finding = tracked.finding();
      boolean confirmed = tracked.is(FindingState.CONFIRMED);
      return new Assessed(
          new Assessment(
              workload,
              confirmed ? Verdict.LEAK : Verdict.INSUFFICIENT,
              confirmed
                  ? finding.reason()
                  : "A leak is suspected, not confirmed: " + finding.reason(),
              at),
          "finding " + finding.id());
    }
    return running.stream()
        .filter(w -> w.judgement() != null)
        .max(Comparator.comparingLong(Watched::watchedSeconds))
        .map(Watched::judgement)
        .map(j -> of(workload, j, at))
        .orElse(null);
  }

  private static Assessed of(Workload workload, Judgement judgement, Instant at) {
    return new Assessed(
        new Assessment(workload, judgement.verdict(), judgement.reason(), at), judgement.rule());
  }
}
