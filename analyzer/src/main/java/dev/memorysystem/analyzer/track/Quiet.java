package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * No process shows the finding: is that long enough, and sure enough, to resolve it?
 *
 * @param tracked not resolved yet
 * @param running processes of the workload, judged or not
 * @param at event time
 */
record Quiet(Tracked tracked, List<Watched> running, Instant at) {
  /** Looks in a row that must agree. */
  private static final int LOOKS = 3;

  /**
   * Old-generation cycles completed since it last showed: as many as the first rule of the chain
   * needs to say anything of a process.
   */
  private static final int CYCLES = 3;

  /** How many times the watch that found it resolves a finding when nothing can be said. */
  private static final int LONGER_WHEN_UNSURE = 3;

  /** A suspicion is dropped after this share of the time that raised it. Chosen. */
  private static final double DROPS_SUSPICION = 0.5;

  /**
   * A workload without a process for so long was scaled down or deleted, not restarted: Kubernetes'
   * own default for a rollout that makes no progress (Deployment, progressDeadlineSeconds).
   */
  static final Duration ABSENT = Duration.ofMinutes(10);

  /** The same where pods come and go by a schedule: a week's, and a day. Chosen. */
  private static final Duration ABSENT_BY_SCHEDULE = Duration.ofDays(8);

  /** The finding resolved, and why; empty while it stands. */
  Optional<Finding> resolved() {
    return running.isEmpty() ? closed() : grownNoMore();
  }

  private Optional<Finding> closed() {
    Instant since = tracked.absentSince();
    boolean scheduled = tracked.finding().workload().kind().equals("CronJob");
    if (since == null || at.isBefore(since.plus(scheduled ? ABSENT_BY_SCHEDULE : ABSENT))) {
      return Optional.empty();
    }
    return Optional.of(
        resolved(
            "Closed, not known to be fixed: no process of the workload has reported since %s. It is"
                    .formatted(since)
                + " opened again if it grows again."));
  }

  private Optional<Finding> grownNoMore() {
    if (running.stream().anyMatch(w -> w.judgement() == null || w.isFull())) {
      return Optional.empty();
    }
    long needed = tracked.found();
    long since = since();
    boolean sure = running.stream().allMatch(w -> w.says(Verdict.NO_LEAK));
    boolean agreed = sure && tracked.missed() >= LOOKS;
    boolean enough =
        tracked.is(FindingState.SUSPECTED)
            ? agreed && since >= DROPS_SUSPICION * needed
            : agreed && since >= needed && cycles() >= CYCLES;
    return enough || since >= LONGER_WHEN_UNSURE * needed
        ? Optional.of(resolved(why(since)))
        : Optional.empty();
  }

  /** Seconds for which every process that runs was watched without showing it. */
  private long since() {
    long least = running.stream().mapToLong(Watched::watchedSeconds).min().orElse(0);
    return Math.min(Duration.between(tracked.leakingAt(), at).toSeconds(), least);
  }

  private long cycles() {
    return running.stream().mapToLong(Watched::quietCycles).min().orElse(0);
  }

  private String why(long since) {
    Watched longest =
        running.stream().max(Comparator.comparingLong(Watched::watchedSeconds)).orElseThrow();
    String leaking = Findings.revision(tracked.finding().lastSeen());
    String running = longest.state().process().revision();
    String who =
        leaking != null && running != null && !leaking.equals(running) && noneRuns(leaking)
            ? "Revision %s does not show what revision %s did: no".formatted(running, leaking)
            : "No";
    Judgement judgement = Objects.requireNonNull(longest.judgement(), "judged before");
    return "%s growth for %s and %d old-generation cycles, %s after %s of watching: %s"
        .formatted(
            who,
            Words.duration(since),
            cycles(),
            tracked.is(FindingState.CONFIRMED) ? "confirmed" : "suspected",
            Words.duration(tracked.found()),
            judgement.reason());
  }

  private boolean noneRuns(String revision) {
    return running.stream().noneMatch(w -> revision.equals(w.state().process().revision()));
  }

  private Finding resolved(String why) {
    return Findings.in(tracked.finding(), FindingState.RESOLVED, at, why);
  }

  /** Whether something is forecast of processes of which none runs any more. */
  boolean forecastIsStale() {
    return tracked.finding().exhaustion() != null
        && running.stream().noneMatch(w -> tracked.finding().processes().stream().anyMatch(w::is));
  }
}
