package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Suspected → confirmed → resolved, with hysteresis. A workload has one heap finding at a time: one
 * live set grows, and without retained paths two sites of one leak cannot be told from two leaks.
 *
 * @param workload whose finding it is
 * @param at event time
 * @param minimumConfidence below which a finding stays suspected
 */
public record Lifecycle(Workload workload, Instant at, double minimumConfidence) {
  /** Looks in a row that must agree before a state changes. */
  private static final int LOOKS = 3;

  /** How much longer than at suspicion a process must have been watched to confirm. */
  private static final double LONGER_TO_CONFIRM = 1.3;

  /** How many times the watch that confirmed it resolves a finding when nothing can be said. */
  private static final int LONGER_TO_RESOLVE_UNSURE = 3;

  /** Processes named in a finding. */
  private static final int PROCESSES = 10;

  /** Between two tellings of the same state. */
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  /** What is tracked after a look, and the findings that have to be told, in order. */
  public record Outcome(@Nullable Tracked tracked, List<Finding> told) {
    public Outcome {
      told = List.copyOf(told);
    }

    static Outcome silent(@Nullable Tracked tracked) {
      return new Outcome(tracked, List.of());
    }

    static Outcome tell(Tracked tracked) {
      return new Outcome(tracked, List.of(tracked.finding()));
    }
  }

  /** One more look at the processes that run. */
  public Outcome look(@Nullable Tracked tracked, List<Watched> running) {
    List<Watched> leaking = running.stream().filter(w -> w.says(Verdict.LEAK)).toList();
    Optional<Watched> best =
        leaking.stream()
            .max(
                Comparator.comparing((Watched w) -> same(judgement(w), tracked).isPresent())
                    .thenComparingDouble(w -> judgement(w).confidence())
                    .thenComparingLong(Watched::watchedSeconds)
                    .thenComparing(w -> w.state().process().instanceId()));
    if (best.isPresent()) {
      return leak(tracked, best.get(), leaking);
    }
    return tracked == null || tracked.is(FindingState.RESOLVED)
        ? Outcome.silent(tracked)
        : quiet(tracked, running);
  }

  private Outcome leak(@Nullable Tracked tracked, Watched best, List<Watched> leaking) {
    SiteSurvivors culprit = culprit(judgement(best), tracked);
    if (tracked == null || tracked.is(FindingState.RESOLVED)) {
      return suspect(tracked, best, leaking, culprit);
    }
    if (!tracked.finding().id().equals(id(culprit))) {
      return otherCulprit(tracked, best, leaking, culprit);
    }
    return sameCulprit(tracked.heldOnce(at), best, leaking, culprit);
  }

  private Outcome suspect(
      @Nullable Tracked before,
      Watched best,
      List<Watched> leaking,
      @Nullable SiteSurvivors culprit) {
    List<Transition> past =
        before != null && before.finding().id().equals(id(culprit))
            ? before.finding().transitions()
            : List.of();
    var transition =
        new Transition(
            FindingState.SUSPECTED,
            at,
            (past.isEmpty() ? "" : "It grows again: ") + judgement(best).reason());
    Finding finding =
        Findings.of(
            workload,
            FindingState.SUSPECTED,
            judgement(best),
            culprit,
            processes(leaking),
            Findings.transitions(past, transition));
    return Outcome.tell(new Tracked(finding, at, best.watchedSeconds(), 0, 1, 0, at));
  }

  private Outcome sameCulprit(
      Tracked tracked, Watched best, List<Watched> leaking, @Nullable SiteSurvivors culprit) {
    Finding newer =
        Findings.steady(
            Findings.of(
                workload,
                tracked.finding().state(),
                judgement(best),
                culprit,
                processes(leaking),
                tracked.finding().transitions()),
            tracked.finding());
    if (tracked.is(FindingState.SUSPECTED) && confirms(tracked, best, leaking)) {
      String why =
          "The growth held for %s and %d looks in a row, with a confidence of %.2f."
              .formatted(
                  Words.duration(best.watchedSeconds()),
                  tracked.held(),
                  judgement(best).confidence());
      Finding confirmed = confirmed(newer, new Transition(FindingState.CONFIRMED, at, why));
      return Outcome.tell(tracked.confirmedAfter(best.watchedSeconds()).told(confirmed, at));
    }
    boolean due = !at.isBefore(tracked.toldAt().plus(TELL_EVERY));
    return due && Findings.saysSomethingNew(newer, tracked.finding())
        ? Outcome.tell(tracked.told(newer, at))
        : Outcome.silent(tracked);
  }

  private static Finding confirmed(Finding finding, Transition transition) {
    Finding changed =
        Findings.in(finding, FindingState.CONFIRMED, transition.at(), transition.reason());
    return Findings.withReason(changed, finding.reason());
  }

  private boolean confirms(Tracked tracked, Watched best, List<Watched> leaking) {
    Growth growth = Objects.requireNonNull(judgement(best).growth(), "a leak has growth");
    boolean longer = best.watchedSeconds() >= LONGER_TO_CONFIRM * tracked.suspectedAfter();
    boolean elsewhere = leaking.size() > 1 || seenBefore(tracked, best);
    return tracked.held() >= LOOKS
        && (longer || elsewhere)
        && (growth.proven() || elsewhere)
        && judgement(best).confidence() >= minimumConfidence;
  }

  /** Whether another process start has shown it: what comes back after a restart is no accident. */
  private static boolean seenBefore(Tracked tracked, Watched best) {
    return tracked.finding().processes().stream().anyMatch(p -> !best.is(p));
  }

  /**
   * The growth is now put down to another site. A finding with a site stands until its own was not
   * seen for as long as it took to find; one without gives way at once, its state inherited.
   */
  private Outcome otherCulprit(
      Tracked tracked, Watched best, List<Watched> leaking, @Nullable SiteSurvivors culprit) {
    boolean named = tracked.finding().type() != null;
    boolean stands =
        named && Duration.between(tracked.leakingAt(), at).toSeconds() < tracked.found();
    if (culprit == null || stands) {
      return Outcome.silent(tracked);
    }
    FindingState state = named ? FindingState.SUSPECTED : tracked.finding().state();
    String why = "The growth is now put down to " + culprit.type() + ".";
    Finding old =
        Findings.in(
            tracked.finding(), FindingState.RESOLVED, at, why + " See " + id(culprit) + ".");
    Finding finding =
        Findings.of(
            workload,
            state,
            judgement(best),
            culprit,
            processes(leaking),
            List.of(new Transition(state, at, judgement(best).reason())));
    var next =
        new Tracked(
            finding,
            at,
            named ? best.watchedSeconds() : tracked.suspectedAfter(),
            named ? 0 : tracked.confirmedAfter(),
            1,
            0,
            at);
    return new Outcome(next, List.of(old, finding));
  }

  /** No process leaks now: is it long enough, and sure enough, to resolve the finding? */
  private Outcome quiet(Tracked tracked, List<Watched> running) {
    if (running.isEmpty() && forecastIsStale(tracked, running)) {
      return Outcome.tell(tracked.told(Findings.withoutForecast(tracked.finding()), at));
    }
    if (running.isEmpty() || running.stream().anyMatch(w -> w.judgement() == null)) {
      return Outcome.silent(tracked);
    }
    boolean sure = running.stream().allMatch(w -> w.says(Verdict.NO_LEAK));
    Tracked missed = sure ? tracked.missedOnce() : tracked;
    long needed = tracked.found();
    long quiet = Duration.between(tracked.leakingAt(), at).toSeconds();
    long least = running.stream().mapToLong(Watched::watchedSeconds).min().orElse(0);
    long since = Math.min(quiet, least);
    boolean resolved =
        tracked.is(FindingState.SUSPECTED)
            ? missed.missed() >= LOOKS || since >= LONGER_TO_RESOLVE_UNSURE * needed
            : (missed.missed() >= LOOKS && since >= needed)
                || since >= LONGER_TO_RESOLVE_UNSURE * needed;
    if (!resolved) {
      return forecastIsStale(tracked, running)
          ? Outcome.tell(missed.told(Findings.withoutForecast(tracked.finding()), at))
          : Outcome.silent(missed);
    }
    Watched longest =
        running.stream().max(Comparator.comparingLong(Watched::watchedSeconds)).orElseThrow();
    String why =
        "No growth for %s: %s".formatted(Words.duration(since), judgement(longest).reason());
    return Outcome.tell(
        missed.told(Findings.in(tracked.finding(), FindingState.RESOLVED, at, why), at));
  }

  /** Whether something is forecast of processes of which none runs any more. */
  private static boolean forecastIsStale(Tracked tracked, List<Watched> running) {
    return tracked.finding().exhaustion() != null
        && running.stream().noneMatch(w -> tracked.finding().processes().stream().anyMatch(w::is));
  }

  /** The culprit already tracked while it is among the suspects, else the first suspect. */
  private static @Nullable SiteSurvivors culprit(Judgement judgement, @Nullable Tracked tracked) {
    List<SiteSurvivors> suspects = judgement.culprits();
    return same(judgement, tracked).orElse(suspects.isEmpty() ? null : suspects.getFirst());
  }

  /** The tracked finding's site as a process shows it now, under the type it was found with. */
  private static Optional<SiteSurvivors> same(Judgement judgement, @Nullable Tracked tracked) {
    if (tracked == null || tracked.finding().type() == null) {
      return Optional.empty();
    }
    Finding finding = tracked.finding();
    String site = Identity.site(finding.evidence().applicationFrame(), finding.allocationSite());
    return judgement.culprits().stream()
        .filter(s -> Identity.site(s.applicationFrame(), s.frames()).equals(site))
        .findFirst()
        .map(s -> s.named(finding.type(), finding.allocationSite()));
  }

  private String id(@Nullable SiteSurvivors culprit) {
    return Identity.of(workload, LeakKind.HEAP, culprit);
  }

  private static List<ProcessRef> processes(List<Watched> leaking) {
    return leaking.stream()
        .sorted(
            Comparator.comparing((Watched w) -> w.state().origin())
                .reversed()
                .thenComparing(w -> w.state().process().instanceId()))
        .limit(PROCESSES)
        .map(w -> w.state().process())
        .toList();
  }

  private static Judgement judgement(Watched watched) {
    return Objects.requireNonNull(watched.judgement(), "only judged processes are looked at");
  }
}
