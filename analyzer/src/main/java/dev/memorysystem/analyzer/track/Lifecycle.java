package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.analyzer.track.Findings.Lasting;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Suspected → confirmed → resolved, with hysteresis. A workload has one finding of a kind at a
 * time: one live set grows, and without retained paths two sites of one leak cannot be told from
 * two leaks.
 *
 * @param workload whose finding it is
 * @param kind of the finding
 * @param at event time
 * @param minimumConfidence below which a finding stays suspected
 * @param judged instance id of the process whose signal led to the look: only its looks count, so
 *     that ten replicas do not agree ten times as fast; absent when it was no process's
 */
public record Lifecycle(
    Workload workload,
    LeakKind kind,
    Instant at,
    double minimumConfidence,
    @Nullable String judged) {
  /** Looks in a row that must agree before a state changes. */
  private static final int LOOKS = 3;

  /**
   * How much longer than at suspicion a process must have been watched to confirm. Chosen: what a
   * confirmation rests on is the room that was used since.
   */
  private static final double LONGER_TO_CONFIRM = 1.1;

  /** How much longer a confirmed finding stands than a suspected one when its site is not seen. */
  private static final int PATIENCE = 3;

  /** Processes named in a finding. */
  static final int PROCESSES = 10;

  /** Between two tellings of the same state. */
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  /**
   * What is tracked after a look, resolved findings before it, and the findings that have to be
   * told, in order.
   */
  public record Outcome(@Nullable Tracked tracked, List<Finding> past, List<Finding> told) {
    public Outcome {
      past = List.copyOf(past);
      told = List.copyOf(told);
    }

    static Outcome silent(@Nullable Tracked tracked, Past past) {
      return new Outcome(tracked, past.findings(), List.of());
    }

    static Outcome tell(Tracked tracked, Past past) {
      return new Outcome(tracked, past.findings(), List.of(tracked.finding()));
    }
  }

  /** One more look at the processes that run. */
  public Outcome look(@Nullable Tracked before, List<Finding> earlier, List<Watched> running) {
    Past past = new Past(earlier);
    Tracked tracked = before == null ? null : presence(before, running);
    List<Watched> leaking = running.stream().filter(w -> w.says(Verdict.LEAK)).toList();
    Optional<Watched> best =
        leaking.stream()
            .max(
                Comparator.comparing((Watched w) -> shows(w, tracked))
                    .thenComparingDouble(w -> judgement(w).confidence())
                    .thenComparingLong(Watched::watchedSeconds)
                    .thenComparing(w -> w.state().process().instanceId()));
    if (best.isPresent()) {
      return leak(tracked, past, best.get(), running);
    }
    if (tracked == null) {
      return Outcome.silent(null, past);
    }
    return tracked.is(FindingState.RESOLVED)
        ? Outcome.silent(tracked.notHeld(), past)
        : quiet(atLimit(running) ? tracked.leaking(at) : counted(tracked, running), past, running);
  }

  /**
   * At its limit nothing can grow: that it does not says nothing, however long, unless it is known
   * what holds it.
   */
  private static boolean atLimit(List<Watched> running) {
    return running.stream().anyMatch(w -> w.isFull() && w.cause().isEmpty());
  }

  private Tracked presence(Tracked tracked, List<Watched> running) {
    if (!running.isEmpty()) {
      return tracked.present();
    }
    return tracked.absentSince() == null ? tracked.absentSince(at) : tracked;
  }

  private Outcome leak(@Nullable Tracked tracked, Past past, Watched best, List<Watched> running) {
    List<SiteSurvivors> suspects = best.culprits();
    SiteSurvivors first = suspects.isEmpty() ? null : suspects.getFirst();
    if (tracked == null) {
      return suspect(past, best, running, first);
    }
    boolean named = tracked.finding().type() != null;
    Family family = new Family(tracked, best.sites());
    Optional<SiteSurvivors> leader = named ? family.leader(suspects) : Optional.empty();
    if (tracked.is(FindingState.RESOLVED)) {
      return leader.isPresent() || (!named && first == null)
          ? again(counted(tracked, best), past, best, running, own(tracked, family, suspects))
          : suspect(past.with(tracked.finding()), best, running, first);
    }
    if (named && first == null) {
      Tracked grown = counted(tracked, best);
      return told(
          grown,
          past,
          best,
          running,
          Findings.withoutSites(
              grown.finding(),
              judgement(best, running),
              Holders.of(kind, best, grown.finding()),
              processes(running, grown.finding().processes()),
              seen(best)),
          false);
    }
    if (leader.isPresent()) {
      return ofFamily(counted(tracked, best), family, leader.get(), past, best, running);
    }
    boolean known = first != null && past.find(first.site(), "").isPresent();
    return named || known
        ? otherCulprit(tracked, past, best, running, Objects.requireNonNull(first))
        : sameCulprit(counted(tracked, best), past, best, running, first);
  }

  /** The finding's own site under the type it was found with, else the one that stands for it. */
  private static @Nullable SiteSurvivors own(
      Tracked tracked, Family family, List<SiteSurvivors> suspects) {
    Finding finding = tracked.finding();
    return family
        .own(suspects)
        .map(s -> s.named(finding.type(), finding.allocationSite()))
        .or(() -> family.leader(suspects))
        .orElse(null);
  }

  /**
   * It shows at one of its sites. Its own is told while it stands for the leak; when another has
   * for as long as it took to find, that one is, under the same id: a suspicion knows no better
   * than what leads now.
   */
  private Outcome ofFamily(
      Tracked tracked,
      Family family,
      SiteSurvivors leader,
      Past past,
      Watched best,
      List<Watched> running) {
    List<SiteSurvivors> suspects = best.culprits();
    Optional<SiteSurvivors> own = family.own(suspects);
    boolean stands = Family.stands(own, leader);
    Tracked known = tracked.of(family.with(suspects), stands ? at : tracked.shownAt());
    if (stands || (own.isPresent() && !patienceIsOver(tracked))) {
      return sameCulprit(known, past, best, running, own(tracked, family, suspects));
    }
    return patienceIsOver(tracked)
        ? sameCulprit(known.of(known.sites(), at), past, best, running, leader)
        : Outcome.silent(known, past);
  }

  private boolean patienceIsOver(Tracked tracked) {
    return tracked.is(FindingState.SUSPECTED) || tracked.unshown(at) >= PATIENCE * tracked.found();
  }

  /** Only a look at the process that leaks counts. */
  private Tracked counted(Tracked tracked, Watched best) {
    return best.is(judged) ? tracked.heldOnce(at) : tracked.leaking(at);
  }

  /** Only a look at the process that was watched longest counts, when all agree. */
  private Tracked counted(Tracked tracked, List<Watched> running) {
    boolean sure = running.stream().allMatch(w -> w.says(Verdict.NO_LEAK));
    boolean counts =
        running.stream()
            .max(Comparator.comparingLong(Watched::watchedSeconds))
            .filter(w -> w.is(judged))
            .isPresent();
    return sure && counts ? tracked.missedOnce() : tracked;
  }

  /** What was resolved may grow again; one look does not open it. */
  private Outcome again(
      Tracked resolved,
      Past past,
      Watched best,
      List<Watched> running,
      @Nullable SiteSurvivors culprit) {
    return resolved.held() < LOOKS
        ? Outcome.silent(resolved, past)
        : suspect(past.with(resolved.finding()), best, running, culprit);
  }

  private Outcome suspect(
      Past past, Watched best, List<Watched> running, @Nullable SiteSurvivors culprit) {
    Finding finding = opened(FindingState.SUSPECTED, past, best, running, culprit);
    return Outcome.tell(
        new Tracked(finding, at, best.watchedSeconds(), 0, 1, 0, at, List.of(), at, null),
        past.without(finding.id()));
  }

  /** A finding for the first time, or one from the past again. */
  private Finding opened(
      FindingState state,
      Past past,
      Watched best,
      List<Watched> running,
      @Nullable SiteSurvivors culprit) {
    String id = Identity.of(workload, kind, culprit);
    Optional<Finding> known = past.find(culprit == null ? "" : Identity.site(culprit), id);
    String why = (known.isPresent() ? "It grows again: " : "") + judgement(best).reason();
    Lasting lasting =
        known
            .map(Lasting::of)
            .orElseGet(() -> new Lasting(id, state, null, null, List.of(), List.of()))
            .in(state, new Transition(state, at, why));
    return finding(lasting, best, running, culprit);
  }

  private Finding finding(
      Lasting lasting, Watched best, List<Watched> running, @Nullable SiteSurvivors culprit) {
    return Findings.of(
        workload,
        kind,
        lasting,
        judgement(best, running),
        culprit,
        Holders.of(kind, best, culprit, null),
        processes(running, List.of()),
        seen(best));
  }

  private Sighting seen(Watched watched) {
    ProcessRef process = watched.state().process();
    return new Sighting(process.revision(), process.image(), at);
  }

  private Outcome sameCulprit(
      Tracked tracked,
      Past past,
      Watched best,
      List<Watched> running,
      @Nullable SiteSurvivors culprit) {
    Finding before = tracked.finding();
    boolean learnt = culprit != null && !culprit.site().equals(Identity.site(before));
    Lasting lasting = culprit != null && learnt ? learnt(before, culprit) : Lasting.of(before);
    Finding newer =
        Findings.of(
            workload,
            kind,
            lasting,
            judgement(best, running),
            culprit,
            Holders.of(kind, best, culprit, before),
            processes(running, before.processes()),
            seen(best));
    return told(tracked, past, best, running, newer, learnt);
  }

  /** Confirmed when it has held, told when it says something new. */
  private Outcome told(
      Tracked tracked,
      Past past,
      Watched best,
      List<Watched> running,
      Finding found,
      boolean learnt) {
    Finding before = tracked.finding();
    Finding newer = Findings.steady(found, before);
    if (tracked.is(FindingState.SUSPECTED) && confirms(tracked, best, running)) {
      String why =
          "The growth held for %s and %d looks in a row, with a confidence of %.2f."
              .formatted(
                  Words.duration(best.watchedSeconds()),
                  tracked.held(),
                  judgement(best).confidence());
      Finding confirmed =
          Findings.withReason(Findings.in(newer, FindingState.CONFIRMED, at, why), newer.reason());
      return Outcome.tell(tracked.confirmedAfter(best.watchedSeconds()).told(confirmed, at), past);
    }
    boolean due = !at.isBefore(tracked.toldAt().plus(TELL_EVERY));
    return learnt || (due && Findings.saysSomethingNew(newer, before))
        ? Outcome.tell(tracked.told(newer, at), past)
        : Outcome.silent(tracked, past);
  }

  /** A finding whose site was not known, or not well, goes on under its id, better known. */
  private Lasting learnt(Finding before, SiteSurvivors culprit) {
    String with =
        before.type() == null ? "" : ", which grows together with " + Identity.site(before);
    String why = "The growth is now put down to %s%s.".formatted(Wording.subject(culprit), with);
    return Lasting.of(before).in(before.state(), new Transition(before.state(), at, why));
  }

  private boolean confirms(Tracked tracked, Watched best, List<Watched> running) {
    Growth growth = Objects.requireNonNull(judgement(best).growth(), "a leak has growth");
    boolean known = judgement(best).unconfirmed() == null || confirmedBefore(tracked.finding());
    boolean longer = best.watchedSeconds() >= LONGER_TO_CONFIRM * tracked.suspectedAfter();
    boolean elsewhere =
        running.stream().filter(w -> w.says(Verdict.LEAK)).count() > 1
            || seenBefore(tracked.finding(), best);
    return tracked.held() >= LOOKS
        && known
        && (longer || elsewhere)
        && (growth.proven() || elsewhere)
        && judgement(best).confidence() >= minimumConfidence;
  }

  /**
   * Whether another process start has shown it, or it was confirmed before: what comes back is no
   * accident.
   */
  private static boolean seenBefore(Finding finding, Watched best) {
    return finding.processes().stream().anyMatch(p -> !best.is(p)) || confirmedBefore(finding);
  }

  private static boolean confirmedBefore(Finding finding) {
    return finding.transitions().stream().anyMatch(t -> t.state() == FindingState.CONFIRMED);
  }

  /**
   * The growth is now put down to another site. A finding with a site stands until its own was not
   * seen for as long as it took to find, a confirmed one {@link #PATIENCE} times as long: which of
   * a leak's sites has most samples varies. Who follows a confirmed finding, or one without a site,
   * is what that one was: the growth is the same.
   */
  private Outcome otherCulprit(
      Tracked tracked, Past past, Watched best, List<Watched> running, SiteSurvivors culprit) {
    Finding before = tracked.finding();
    boolean named = before.type() != null;
    boolean confirmed = tracked.is(FindingState.CONFIRMED);
    long patience = tracked.found() * (confirmed ? PATIENCE : 1);
    if (named && Duration.between(tracked.leakingAt(), at).toSeconds() < patience) {
      return Outcome.silent(tracked, past);
    }
    boolean afresh = named && !confirmed;
    FindingState state = afresh ? FindingState.SUSPECTED : before.state();
    Finding finding = opened(state, past, best, running, culprit);
    Finding old =
        Findings.in(
            before,
            FindingState.RESOLVED,
            at,
            "The growth is now put down to %s. See %s."
                .formatted(Wording.subject(culprit), finding.id()));
    var next =
        new Tracked(
            finding,
            at,
            afresh ? best.watchedSeconds() : tracked.suspectedAfter(),
            afresh ? 0 : tracked.confirmedAfter(),
            1,
            0,
            at,
            List.of(),
            at,
            null);
    return new Outcome(
        next, past.without(finding.id()).with(old).findings(), List.of(old, finding));
  }

  /** No process leaks now. */
  private Outcome quiet(Tracked tracked, Past past, List<Watched> running) {
    Optional<LeakKind> cause = running.stream().flatMap(w -> w.cause().stream()).findFirst();
    if (cause.isPresent()) {
      Tracked held = heldByCause(tracked, running);
      if (held.missed() < LOOKS) {
        return Outcome.silent(held, past);
      }
      String why =
          "It rises in step with %s, which leaks. See %s."
              .formatted(Subject.of(cause.get()).noun(), Identity.of(workload, cause.get(), null));
      Finding resolved = Findings.in(tracked.finding(), FindingState.RESOLVED, at, why);
      return Outcome.tell(tracked.notHeld().told(resolved, at), past);
    }
    Quiet quiet = new Quiet(tracked, running, at);
    Optional<Finding> resolved = quiet.resolved();
    if (resolved.isPresent()) {
      return Outcome.tell(tracked.notHeld().told(resolved.get(), at), past);
    }
    return quiet.forecastIsStale()
        ? Outcome.tell(tracked.told(Findings.withoutForecast(tracked.finding()), at), past)
        : Outcome.silent(tracked, past);
  }

  /**
   * Looks in a row that put it down to another leak: as many as any change of a state needs, for
   * what rises in step in one look may not in the next.
   */
  private Tracked heldByCause(Tracked tracked, List<Watched> running) {
    boolean counts = running.stream().anyMatch(w -> w.is(judged) && w.cause().isPresent());
    return counts ? tracked.missedOnce() : tracked;
  }

  /** Whether a process shows the tracked finding's leak. */
  private static boolean shows(Watched watched, @Nullable Tracked tracked) {
    return tracked != null
        && tracked.finding().type() != null
        && new Family(tracked, watched.sites()).leader(watched.culprits()).isPresent();
  }

  /** Those that show it, and those that did and still run: who flickers stays named. */
  private static List<ProcessRef> processes(List<Watched> running, List<ProcessRef> before) {
    return running.stream()
        .filter(w -> w.says(Verdict.LEAK) || before.stream().anyMatch(w::is))
        .sorted(
            Comparator.comparing((Watched w) -> w.state().origin())
                .reversed()
                .thenComparing(w -> w.state().process().instanceId()))
        .limit(PROCESSES)
        .map(w -> w.state().process())
        .toList();
  }

  /** Of the one that shows it best; the first of all to run out counts. */
  private static Judgement judgement(Watched best, List<Watched> running) {
    Exhaustion first = judgement(best).exhaustion();
    for (Watched each : running) {
      Exhaustion other = each.says(Verdict.LEAK) ? judgement(each).exhaustion() : null;
      first = Exhaustion.earlier(first, other);
    }
    return judgement(best).until(first);
  }

  private static Judgement judgement(Watched watched) {
    return Objects.requireNonNull(watched.judgement(), "only judged processes are looked at");
  }
}
