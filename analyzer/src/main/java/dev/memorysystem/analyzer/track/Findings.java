package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Holding;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes findings and compares what they say. */
public final class Findings {
  /** Transitions kept. */
  static final int TRANSITIONS = 10;

  /** A number has moved when it differs by more than this share. */
  private static final double MOVED = 0.2;

  /** The median of exhaustion has moved when it differs by more than this share of what is left. */
  private static final double EXHAUSTION_MOVED = 0.1;

  /** The same of its bounds. */
  private static final double BOUND_MOVED = 0.25;

  /** Confidence has moved when its odds have changed by this factor: from 0.8 to 0.89, or 0.67. */
  private static final double ODDS_MOVED = 2;

  private Findings() {}

  /**
   * What stays of a finding while its evidence is renewed.
   *
   * @param firstSeen absent in a finding from before it was noted
   * @param steps of its evidence when it was told last: what is stored of a judgement has none
   */
  record Lasting(
      String id,
      FindingState state,
      @Nullable Triage triage,
      @Nullable Sighting firstSeen,
      List<Transition> transitions,
      List<String> steps) {
    static Lasting of(Finding finding) {
      return new Lasting(
          finding.id(),
          finding.state(),
          finding.triage(),
          finding.firstSeen(),
          finding.transitions(),
          finding.evidence().steps());
    }

    Lasting in(FindingState newState, Transition transition) {
      return new Lasting(
          id, newState, triage, firstSeen, Findings.transitions(transitions, transition), steps);
    }
  }

  static Finding of(
      Workload workload,
      LeakKind kind,
      Lasting lasting,
      Judgement judgement,
      @Nullable SiteSurvivors culprit,
      @Nullable Holding holding,
      List<ProcessRef> processes,
      Sighting seen) {
    Growth growth = Objects.requireNonNull(judgement.growth(), "a leak has growth");
    Sighting firstSeen = Objects.requireNonNullElse(lasting.firstSeen(), seen);
    return new Finding(
        lasting.id(),
        lasting.state(),
        lasting.triage(),
        kind,
        judgement.confidence(),
        workload,
        processes,
        firstSeen,
        seen,
        culprit == null ? null : culprit.type(),
        culprit == null ? List.of() : culprit.frames(),
        holding == null ? null : holding.field(),
        holding == null ? List.of() : holding.path(),
        holding == null ? null : holding.container(),
        counted(kind) ? null : Double.valueOf(growth.bytesPerHour()),
        culprit == null ? null : Math.rint(100 * culprit.share()) / 100,
        judgement.exhaustion(),
        evidence(kind, judgement, growth, culprit, lasting.steps()),
        lasting.transitions(),
        Wording.reason(kind, judgement, growth, culprit)
            + Holders.reason(holding)
            + Wording.revisions(firstSeen, seen),
        Wording.recommendation(kind, culprit, holding, judgement.exhaustion()));
  }

  /** The finding after a look that shows its growth, but none of its sites. */
  static Finding withoutSites(
      Finding finding,
      Judgement judgement,
      @Nullable Holding holding,
      List<ProcessRef> processes,
      Sighting seen) {
    Finding grown =
        of(
            finding.workload(),
            finding.kind(),
            Lasting.of(finding),
            judgement,
            null,
            holding,
            processes,
            seen);
    String type = finding.type();
    String frame = finding.evidence().applicationFrame();
    return new Finding(
        grown.id(),
        grown.state(),
        grown.triage(),
        grown.kind(),
        grown.confidence(),
        grown.workload(),
        grown.processes(),
        grown.firstSeen(),
        grown.lastSeen(),
        type,
        finding.allocationSite(),
        grown.holder(),
        grown.retainedPath(),
        grown.growingContainer(),
        grown.growthBytesPerHour(),
        finding.shareOfGrowth(),
        grown.exhaustion(),
        grown.evidence().at(frame),
        grown.transitions(),
        grown.reason()
            + " It was put down to %s before; the newest samples do not show it."
                .formatted(frame == null ? type : type + " allocated at " + frame),
        finding.recommendation());
  }

  /** Whether it is a number of things; the fields of a finding are bytes. */
  private static boolean counted(LeakKind kind) {
    return Subject.of(kind).isCounted();
  }

  private static Evidence evidence(
      LeakKind kind,
      Judgement judgement,
      Growth growth,
      @Nullable SiteSurvivors culprit,
      List<String> before) {
    return new Evidence(
        judgement.watchedSeconds(),
        growth.samples(),
        growth.oldCycles(),
        counted(kind) ? null : Double.valueOf(growth.low()),
        counted(kind) ? null : Double.valueOf(growth.high()),
        counted(kind) ? null : Long.valueOf(growth.first()),
        counted(kind) ? null : Long.valueOf(growth.last()),
        culprit == null ? null : Long.valueOf(culprit.samples()),
        culprit == null ? null : Long.valueOf(culprit.oldestAge()),
        culprit == null ? null : culprit.applicationFrame(),
        steps(judgement, before),
        judgement.rejected());
  }

  private static List<String> steps(Judgement judgement, List<String> before) {
    if (!judgement.steps().isEmpty()) {
      return judgement.steps();
    }
    return before.isEmpty() ? List.of(judgement.rule() + ": " + judgement.reason()) : before;
  }

  /** The finding in another state, with one more transition; nothing forecast once resolved. */
  static Finding in(Finding finding, FindingState state, Instant at, String reason) {
    return copy(
        finding,
        state,
        finding.triage(),
        finding.confidence(),
        state == FindingState.RESOLVED ? null : finding.exhaustion(),
        transitions(finding.transitions(), new Transition(state, at, reason)),
        reason);
  }

  /** The finding with what a person made of it since then. */
  public static Finding triaged(
      Finding finding, @Nullable Triage triage, Instant at, String reason) {
    TriageState state = triage == null ? TriageState.OPEN : triage.state();
    return copy(
        finding,
        finding.state(),
        triage,
        finding.confidence(),
        finding.exhaustion(),
        transitions(finding.transitions(), new Transition(finding.state(), at, reason, state)),
        finding.reason());
  }

  /** The finding with another reason than its last transition's. */
  static Finding withReason(Finding finding, String reason) {
    return copy(
        finding,
        finding.state(),
        finding.triage(),
        finding.confidence(),
        finding.exhaustion(),
        finding.transitions(),
        reason);
  }

  static Finding withoutForecast(Finding finding) {
    return withForecast(finding, null);
  }

  /**
   * The newer finding with the older one's forecast, unless that has moved. One that is confirmed
   * and goes on growing is no less sure because fewer samples show it at this look.
   */
  static Finding steady(Finding newer, Finding older) {
    boolean keep = !moved(older.exhaustion(), newer.exhaustion());
    Finding steady = keep ? withForecast(newer, older.exhaustion()) : newer;
    return older.state() == FindingState.CONFIRMED && older.confidence() > steady.confidence()
        ? withConfidence(steady, older.confidence())
        : steady;
  }

  private static Finding withConfidence(Finding finding, double confidence) {
    return copy(
        finding,
        finding.state(),
        finding.triage(),
        confidence,
        finding.exhaustion(),
        finding.transitions(),
        finding.reason());
  }

  private static Finding withForecast(Finding finding, @Nullable Exhaustion exhaustion) {
    return copy(
        finding,
        finding.state(),
        finding.triage(),
        finding.confidence(),
        exhaustion,
        finding.transitions(),
        finding.reason());
  }

  private static Finding copy(
      Finding f,
      FindingState state,
      @Nullable Triage triage,
      double confidence,
      @Nullable Exhaustion exhaustion,
      List<Transition> transitions,
      String reason) {
    return new Finding(
        f.id(),
        state,
        triage,
        f.kind(),
        confidence,
        f.workload(),
        f.processes(),
        f.firstSeen(),
        f.lastSeen(),
        f.type(),
        f.allocationSite(),
        f.holder(),
        f.retainedPath(),
        f.growingContainer(),
        f.growthBytesPerHour(),
        f.shareOfGrowth(),
        exhaustion,
        f.evidence(),
        transitions,
        reason,
        f.recommendation());
  }

  static List<Transition> transitions(List<Transition> before, Transition next) {
    List<Transition> longer = new ArrayList<>(before);
    longer.add(next);
    return longer.subList(Math.max(0, longer.size() - TRANSITIONS), longer.size());
  }

  /** Whether a reader would care about the difference. */
  static boolean saysSomethingNew(Finding newer, Finding older) {
    return moved(older.growthBytesPerHour(), newer.growthBytesPerHour())
        || moved(older.exhaustion(), newer.exhaustion())
        || Math.abs(Math.log(odds(newer.confidence()) / odds(older.confidence())))
            > Math.log(ODDS_MOVED)
        || Holders.moved(newer, older)
        || !instances(newer).equals(instances(older))
        || !Objects.equals(revision(newer.lastSeen()), revision(older.lastSeen()));
  }

  /** Finite where one is certain, as nobody is. */
  private static double odds(double confidence) {
    double known = Math.clamp(confidence, 1e-4, 1 - 1e-4);
    return known / (1 - known);
  }

  static @Nullable String revision(@Nullable Sighting sighting) {
    return sighting == null ? null : sighting.revision();
  }

  private static List<String> instances(Finding finding) {
    return finding.processes().stream().map(ProcessRef::instanceId).sorted().toList();
  }

  private static boolean moved(@Nullable Double before, @Nullable Double now) {
    if (before == null || now == null) {
      return !Objects.equals(before, now);
    }
    return Math.abs(now - before) > MOVED * Math.abs(before);
  }

  /**
   * Whether a median has moved by more than a share of the time that was left, or a bound by more
   * than another. One that has passed stays when that is said again.
   */
  private static boolean moved(@Nullable Exhaustion before, @Nullable Exhaustion now) {
    if (before == null || now == null) {
      return before != now;
    }
    if (before.limit() != now.limit()) {
      return true;
    }
    Instant old = before.p50();
    Instant median = now.p50();
    if (old == null || median == null) {
      return !Objects.equals(old, median);
    }
    if (!median.isAfter(now.assessedAt()) && !old.isAfter(now.assessedAt())) {
      return false;
    }
    double left = Math.max(0, Duration.between(now.assessedAt(), old).toSeconds());
    return apart(old, median) > EXHAUSTION_MOVED * left
        || apart(before.p10(), now.p10()) > BOUND_MOVED * left
        || apart(before.p90(), now.p90()) > BOUND_MOVED * left;
  }

  /** Seconds between; without end when only one is there. */
  private static double apart(@Nullable Instant before, @Nullable Instant now) {
    if (before == null || now == null) {
      return before == now ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(Duration.between(before, now).toSeconds());
  }
}
