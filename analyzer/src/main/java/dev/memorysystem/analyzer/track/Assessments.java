package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of a workload as a whole, and when it is worth saying again. */
public final class Assessments {
  /** Between two tellings that do not concern a leak. */
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  /** After this long, other numbers in the same sentence are worth telling. */
  private static final Duration REFRESH = Duration.ofHours(1);

  private static final Pattern NUMBERS =
      Pattern.compile(
          "-?\\d[\\d.]*(?: (?:[KMG]iB(?:/h)?|min|s|h|d|%))?(?: -?\\d[\\d.]* (?:min|s|h))?");

  private Assessments() {}

  /** What there is to say now; the one told before when nothing else is worth telling. */
  public static @Nullable Assessment next(
      @Nullable Assessment told,
      Workload workload,
      List<Tracked> tracked,
      List<Watched> running,
      Instant at) {
    Assessment now = now(workload, tracked, running, at);
    if (now == null || told == null) {
      return now == null ? told : now;
    }
    return worthTelling(told, now) ? now : told;
  }

  private static boolean worthTelling(Assessment told, Assessment now) {
    Duration since = Duration.between(told.at(), now.at());
    boolean otherVerdict = now.verdict() != told.verdict();
    boolean aboutLeak = now.verdict() == Verdict.LEAK || told.verdict() == Verdict.LEAK;
    boolean otherNumbers = !now.reason().equals(told.reason());
    boolean otherSentence = otherNumbers && !sentence(now).equals(sentence(told));
    return (otherVerdict && aboutLeak)
        || ((otherVerdict || otherSentence) && since.compareTo(TELL_EVERY) >= 0)
        || (otherNumbers && since.compareTo(REFRESH) >= 0);
  }

  private static String sentence(Assessment assessment) {
    return NUMBERS.matcher(assessment.reason()).replaceAll("");
  }

  private static @Nullable Assessment now(
      Workload workload, List<Tracked> tracked, List<Watched> running, Instant at) {
    Optional<Tracked> confirmed = first(tracked, FindingState.CONFIRMED);
    if (confirmed.isPresent()) {
      return new Assessment(workload, Verdict.LEAK, confirmed.get().finding().reason(), at);
    }
    Optional<Tracked> suspected = first(tracked, FindingState.SUSPECTED);
    if (suspected.isPresent()) {
      String reason = "A leak is suspected, not confirmed: " + suspected.get().finding().reason();
      return new Assessment(workload, Verdict.INSUFFICIENT, reason, at);
    }
    if (tracked.stream().anyMatch(t -> isAbsent(t, at))) {
      return new Assessment(
          workload, Verdict.INSUFFICIENT, "No process of the workload reports any more.", at);
    }
    return running.stream()
        .filter(w -> w.judgement() != null)
        .max(Comparator.comparingLong(Watched::watchedSeconds))
        .map(Watched::judgement)
        .map(j -> of(workload, j, at))
        .orElse(null);
  }

  private static Optional<Tracked> first(List<Tracked> tracked, FindingState state) {
    return tracked.stream().filter(t -> t.is(state)).findFirst();
  }

  private static boolean isAbsent(Tracked tracked, Instant at) {
    Instant since = tracked.absentSince();
    return since != null && !at.isBefore(since.plus(Quiet.ABSENT));
  }

  private static Assessment of(Workload workload, Judgement judgement, Instant at) {
    return new Assessment(workload, judgement.verdict(), judgement.reason(), at);
  }
}
