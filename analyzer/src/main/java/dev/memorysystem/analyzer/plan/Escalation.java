package dev.memorysystem.analyzer.plan;

import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.track.Tracked;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The ladder from suspicion to verdict: pay only for suspicion, ask few processes, ask for the
 * cheapest that is still missing.
 *
 * <ol>
 *   <li>Nothing is suspected: what the profile has always.
 *   <li>A leak of the heap is suspected: its sites, where the profile samples on suspicion alone.
 *   <li>Sites are known: the path to their samples, from two processes at most, until one of them
 *       found it; again when the live set has grown by a fifth since.
 *   <li>After a while neither site nor path nor container is known: the classes are counted, twice,
 *       so that they can be compared.
 * </ol>
 *
 * <p>Whatever is suspected, it is looked who works there: stacks are sampled for half a minute.
 *
 * <p>Beside it, where a leak of threads, native memory or class metadata is suspected, two
 * processes watch who leaves executors, resources or class loaders behind; all of that, where a
 * leak of the heap stays without a name.
 *
 * <p>A heap dump is for people to ask for.
 */
public final class Escalation {
  /**
   * Processes of a workload that are asked: one may not show it, all cost more and tell the same.
   */
  static final int ASKED = 2;

  /** Growth of the live set after which a path that is known is looked for again: chosen. */
  private static final double MOVED = 0.2;

  /** Sites are known a few old-generation cycles after the suspicion, if ever: chosen. */
  static final Duration CENSUS_AFTER = Duration.ofMinutes(10);

  private static final int CENSUSES = 2;

  private Escalation() {}

  /**
   * The plans of a workload's processes.
   *
   * @param at event time
   */
  public static WorkloadPlan of(WorkloadState state, LookSettings settings, Instant at) {
    List<Finding> open = open(state);
    Optional<Finding> suspicion = suspicion(open);
    Plan usual = usual(settings, suspicion.isPresent());
    List<Watched> running = WorkloadAnalysis.running(state);
    Map<String, Plan> special = new HashMap<>();
    Plan.Rules rules = WatchRules.of(open, settings.rules(), at);
    if (!rules.equals(usual.rules())) {
      asked(running).forEach(w -> special.put(instance(w), usual.with(rules)));
    }
    if (suspicion.isPresent()
        && usual.walk().enabled()
        && running.stream().noneMatch(Escalation::isPathKnown)) {
      asked(running.stream().filter(w -> !sites(w).isEmpty()).toList())
          .forEach(
              w ->
                  special.merge(
                      instance(w),
                      usual.targeting(targets(w)),
                      (watching, other) -> watching.targeting(targets(w))));
    }
    List<Directive> directives = new ArrayList<>(StackSampling.of(open, settings.longestPause()));
    suspicion.ifPresent(finding -> directives.addAll(censuses(finding, settings, at)));
    if (!directives.isEmpty()) {
      asked(running)
          .forEach(
              w ->
                  special.merge(
                      instance(w),
                      usual.with(directives),
                      (targeted, other) -> targeted.with(directives)));
    }
    return new WorkloadPlan(usual, special);
  }

  /** The plan of a process of which nothing in particular is wanted. */
  public static Plan usual(LookSettings settings, boolean suspected) {
    boolean samples =
        settings.sampling() == When.ALWAYS
            || (settings.sampling() == When.ON_SUSPICION && suspected);
    return new Plan(
        new Plan.Sampling(samples, settings.samplingCores()),
        new Plan.Walk(
            settings.walks() != When.NEVER,
            settings.walks() == When.ALWAYS,
            settings.walkCores(),
            List.of()),
        settings.rules() == When.ALWAYS ? Plan.Rules.ALL : Plan.Rules.NONE,
        List.of());
  }

  /** The open finding of the heap, unless a person ignores it. */
  private static Optional<Finding> suspicion(List<Finding> open) {
    return open.stream().filter(finding -> finding.kind() == LeakKind.HEAP).findFirst();
  }

  private static List<Finding> open(WorkloadState state) {
    return state.tracked().stream()
        .map(Tracked::finding)
        .filter(finding -> finding.state() != FindingState.RESOLVED)
        .filter(finding -> !isIgnored(finding))
        .toList();
  }

  private static boolean isIgnored(Finding finding) {
    Triage triage = finding.triage();
    return triage != null && triage.state() == TriageState.IGNORED;
  }

  /** Those that show it before those that do not; among equals always the same. */
  private static List<Watched> asked(List<Watched> processes) {
    return processes.stream()
        .sorted(Comparator.comparing((Watched w) -> !leaks(w)).thenComparing(Escalation::instance))
        .limit(ASKED)
        .toList();
  }

  private static boolean leaks(Watched watched) {
    Judgement judgement = watched.judgement();
    return judgement != null && judgement.verdict() == Verdict.LEAK;
  }

  private static String instance(Watched watched) {
    return watched.state().process().instanceId();
  }

  /** The sites that look like the leak's; all that are known, where none does. */
  private static List<SiteSurvivors> sites(Watched watched) {
    ProcessState process = watched.state();
    Judgement judgement = watched.judgement();
    List<SiteSurvivors> culprits = judgement == null ? List.of() : judgement.culprits(process);
    if (!culprits.isEmpty()) {
      return culprits;
    }
    return process.snapshot() == null ? List.of() : process.snapshot().sites();
  }

  private static List<Plan.Target> targets(Watched watched) {
    return sites(watched).stream().map(s -> new Plan.Target(s.type(), s.frames())).toList();
  }

  /**
   * Whether a walk found what holds the samples of one of its sites, and little has grown since.
   */
  private static boolean isPathKnown(Watched watched) {
    ProcessState process = watched.state();
    return process.census() != null
        && sites(watched).stream()
            .flatMap(site -> process.census().held(site.site()).stream())
            .anyMatch(held -> !hasMoved(process, held));
  }

  private static boolean hasMoved(ProcessState process, HeldSite held) {
    List<Point> floors = process.oldFloors().points();
    Optional<Point> then =
        floors.stream().filter(p -> p.second() <= held.second()).reduce((first, later) -> later);
    return then.isPresent() && floors.getLast().bytes() > (1 + MOVED) * then.get().bytes();
  }

  private static List<Directive> censuses(Finding finding, LookSettings settings, Instant at) {
    if (isNamed(finding)) {
      return List.of();
    }
    long due = Duration.between(openSince(finding), at).dividedBy(CENSUS_AFTER);
    return IntStream.rangeClosed(1, (int) Math.clamp(due, 0, CENSUSES))
        .mapToObj(
            number ->
                new Directive(
                    "census-%d/%s".formatted(number, finding.id()),
                    DirectiveKind.CLASS_CENSUS,
                    settings.longestPause().toMillis() / 1e3,
                    null,
                    null))
        .toList();
  }

  static boolean isNamed(Finding finding) {
    return finding.type() != null
        || !finding.allocationSite().isEmpty()
        || finding.holder() != null
        || finding.growingContainer() != null;
  }

  /** When it was suspected; the last time, of one that was resolved in between. */
  static Instant openSince(Finding finding) {
    Instant since = Instant.MAX;
    for (Transition transition : finding.transitions().reversed()) {
      if (transition.state() == FindingState.RESOLVED) {
        break;
      }
      since = transition.at();
    }
    return since;
  }
}
