package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What two places found in one workload, put together: of a kind there is one finding. In whatever
 * order they are given the result is the same.
 *
 * @param tracked one a kind at most
 * @param past resolved findings, newest first
 * @param told findings that readers have to be told: those that were two
 */
public record MergedFindings(List<Tracked> tracked, List<Finding> past, List<Finding> told) {
  /** When a finding was told for the first time, and which that was. */
  private static final Comparator<Finding> FIRST_TOLD =
      Comparator.comparing((Finding f) -> f.transitions().getFirst().at())
          .thenComparing(Finding::id);

  private static final Comparator<Tracked> NEWEST =
      Comparator.comparing(Tracked::toldAt)
          .thenComparing(t -> t.finding().confidence())
          .thenComparing(Tracked::toString);

  private static final Comparator<Finding> NEWEST_PAST =
      Comparator.comparing((Finding f) -> f.transitions().getLast().at())
          .thenComparing(Finding::toString)
          .reversed();

  public MergedFindings {
    tracked = List.copyOf(tracked);
    past = List.copyOf(past);
    told = List.copyOf(told);
  }

  /**
   * @param kinds in the order in which they are kept
   * @param at event time from which the result holds
   */
  public static MergedFindings of(
      List<LeakKind> kinds,
      List<Tracked> one,
      List<Tracked> other,
      Collection<Finding> past,
      Instant at) {
    List<Tracked> tracked = new ArrayList<>();
    List<Finding> told = new ArrayList<>();
    List<Finding> resolved = new ArrayList<>(past);
    for (LeakKind kind : kinds) {
      Tracked here = of(kind, one);
      Tracked there = of(kind, other);
      if (here == null || there == null || here.equals(there)) {
        Stream.ofNullable(here == null ? there : here).forEach(tracked::add);
        continue;
      }
      Tracked merged = merged(here, there);
      tracked.add(merged);
      told.add(merged.finding());
      for (Tracked each : List.of(here, there)) {
        if (!each.finding().id().equals(merged.finding().id())) {
          Finding gone = superseded(each, merged, at);
          resolved.add(gone);
          if (!each.is(FindingState.RESOLVED)) {
            told.add(gone);
          }
        }
      }
    }
    return new MergedFindings(tracked, past(resolved, tracked), told);
  }

  private static @Nullable Tracked of(LeakKind kind, List<Tracked> tracked) {
    return tracked.stream().filter(t -> t.finding().kind() == kind).findFirst().orElse(null);
  }

  private static Finding superseded(Tracked tracked, Tracked by, Instant at) {
    return tracked.is(FindingState.RESOLVED)
        ? tracked.finding()
        : Findings.in(
            tracked.finding(),
            FindingState.RESOLVED,
            at,
            "It is the same growth as %s, which was told first.".formatted(by.finding().id()));
  }

  private static List<Finding> past(List<Finding> all, List<Tracked> tracked) {
    var newest = new TreeMap<String, Finding>();
    for (Finding finding : all) {
      newest.merge(finding.id(), finding, (a, b) -> NEWEST_PAST.compare(a, b) <= 0 ? a : b);
    }
    tracked.forEach(t -> newest.remove(t.finding().id()));
    return newest.values().stream().sorted(NEWEST_PAST).limit(Past.MOST).toList();
  }

  /**
   * One live set grows, wherever it was noticed. An open finding stands against one that was
   * resolved, unless it has not shown since then.
   */
  private static Tracked merged(Tracked one, Tracked other) {
    if (one.is(FindingState.RESOLVED) != other.is(FindingState.RESOLVED)) {
      Tracked open = one.is(FindingState.RESOLVED) ? other : one;
      Tracked resolved = one.is(FindingState.RESOLVED) ? one : other;
      Instant at = resolved.finding().transitions().getLast().at();
      return open.leakingAt().isAfter(at) ? open : resolved;
    }
    boolean newer = NEWEST.compare(one, other) >= 0;
    Tracked newest = newer ? one : other;
    Tracked older = newer ? other : one;
    Finding first =
        FIRST_TOLD.compare(one.finding(), other.finding()) <= 0 ? one.finding() : other.finding();
    FindingState state =
        one.is(FindingState.CONFIRMED) || other.is(FindingState.CONFIRMED)
            ? FindingState.CONFIRMED
            : newest.finding().state();
    Finding finding = merged(newest.finding(), older.finding(), first, state);
    return new Tracked(
        finding,
        newest.toldAt(),
        Math.min(one.suspectedAfter(), other.suspectedAfter()),
        sooner(one.confirmedAfter(), other.confirmedAfter()),
        Math.max(one.held(), other.held()),
        Math.min(one.missed(), other.missed()),
        later(one.leakingAt(), other.leakingAt()),
        sites(first == one.finding() ? one : other, first == one.finding() ? other : one),
        latest(one.shownAt(), other.shownAt()),
        latestOrNull(one.absentSince(), other.absentSince()));
  }

  private static Finding merged(Finding newest, Finding older, Finding first, FindingState state) {
    Finding held = Holders.isKnown(newest) ? newest : older;
    return new Finding(
        first.id(),
        state,
        newest.triage() == null ? older.triage() : newest.triage(),
        newest.kind(),
        Math.max(newest.confidence(), older.confidence()),
        newest.workload(),
        processes(newest, older),
        earlier(newest.firstSeen(), older.firstSeen()),
        newest.lastSeen(),
        newest.type() == null ? older.type() : newest.type(),
        newest.type() == null ? older.allocationSite() : newest.allocationSite(),
        held.holder(),
        held.retainedPath(),
        held.growingContainer(),
        newest.growthBytesPerHour(),
        newest.type() == null ? older.shareOfGrowth() : newest.shareOfGrowth(),
        newest.exhaustion(),
        newest.type() == null
            ? newest.evidence().at(older.evidence().applicationFrame())
            : newest.evidence(),
        transitions(newest, older),
        newest.reason(),
        newest.type() == null ? older.recommendation() : newest.recommendation());
  }

  private static List<ProcessRef> processes(Finding newest, Finding older) {
    var byInstance = new TreeMap<String, ProcessRef>();
    older.processes().forEach(p -> byInstance.put(p.instanceId(), p));
    newest.processes().forEach(p -> byInstance.put(p.instanceId(), p));
    return byInstance.values().stream()
        .sorted(
            Comparator.comparing(
                    ProcessRef::startedAt, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(ProcessRef::instanceId))
        .limit(Lifecycle.PROCESSES)
        .toList();
  }

  private static List<Transition> transitions(Finding newest, Finding older) {
    List<Transition> all =
        Stream.concat(newest.transitions().stream(), older.transitions().stream())
            .distinct()
            .sorted(
                Comparator.comparing(Transition::at)
                    .thenComparing(Transition::state)
                    .thenComparing(Transition::reason))
            .toList();
    return all.subList(Math.max(0, all.size() - Findings.TRANSITIONS), all.size());
  }

  private static List<String> sites(Tracked first, Tracked second) {
    return Stream.concat(first.sites().stream(), second.sites().stream().sorted())
        .distinct()
        .limit(Family.MOST)
        .toList();
  }

  private static @Nullable Sighting earlier(@Nullable Sighting one, @Nullable Sighting other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.at().isBefore(one.at()) ? other : one;
  }

  private static long sooner(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other == null ? (one == null ? other : one) : later(one, other);
  }

  /** Absent while one of them hears a process. */
  private static @Nullable Instant latestOrNull(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other == null ? null : later(one, other);
  }
}
