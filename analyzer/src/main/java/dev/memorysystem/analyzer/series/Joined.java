package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One start of a process, learnt in two places: the one that began to listen first, continued by
 * what the other heard after it. Both may have heard the same; in whatever order they are given the
 * result is the same. Pieces that do not overlap join in any grouping to the same points, as long
 * as the series are not full.
 */
final class Joined {
  private static final Comparator<ProcessState> FIRST =
      // who has heard no live set has no series to continue
      Comparator.comparing((ProcessState state) -> state.lastAt() == null)
          .thenComparing(ProcessState::origin, Comparator.reverseOrder())
          .thenComparing(ProcessState::begins)
          .thenComparing(Comparator.comparing(ProcessState::now).reversed())
          // of two that heard as much: either, but always the same
          .thenComparing(ProcessState::toString);

  private Joined() {}

  static ProcessState of(ProcessState one, ProcessState other) {
    boolean ordered = FIRST.compare(one, other) <= 0;
    ProcessState first = ordered ? one : other;
    ProcessState second = ordered ? other : one;
    ProcessState known = first.of(known(first, second));
    if (!first.origin().equals(second.origin())) {
      return known; // measured afresh since
    }
    if (second.now() <= first.now()) {
      return known.with(
          newer(first.snapshot(), second.snapshot()),
          Census.newer(first.census(), second.census()));
    }
    return wasReset(first, second) ? second.of(known.process()) : continued(known, second);
  }

  /** A process is better known where its revision is. */
  private static ProcessRef known(ProcessState first, ProcessState second) {
    return first.process().revision() == null ? second.process() : first.process();
  }

  private static boolean wasReset(ProcessState first, ProcessState second) {
    Long before = first.collections();
    Long after = second.collections();
    return before != null && after != null && after < before;
  }

  private static ProcessState continued(ProcessState first, ProcessState second) {
    long end = first.now();
    Climb between = Climb.between(first.oldFloors(), second.oldFloors(), end);
    Climb later = second.climb();
    boolean fell = between != null || Climb.isAfter(later, end);
    return new ProcessState(
        first.process(),
        first.origin(),
        second.lastAt(),
        second.collections() == null ? first.collections() : second.collections(),
        second.oldCycles() == null ? first.oldCycles() : second.oldCycles(),
        cycles(first, second),
        fell ? second.floors() : first.floors().then(second.floors(), end),
        fell ? second.oldFloors() : first.oldFloors().then(second.oldFloors(), end),
        marks(first.marks(), second.marks()),
        Climb.largest(Climb.largest(first.climb(), between), later),
        warmUp(first.warmUp(), second.warmUp()),
        first.limits().then(second.limits(), end),
        newer(first.snapshot(), second.snapshot()),
        gauges(first.gauges(), second.gauges(), end),
        Census.newer(first.census(), second.census()));
  }

  /** Cycles since the first began: the runtime counts those that neither saw. */
  private static long cycles(ProcessState first, ProcessState second) {
    Long before = first.oldCycles();
    Long after = second.oldCycles();
    return before == null || after == null
        ? first.watchedCycles() + second.watchedCycles()
        : first.watchedCycles() + Math.max(0, after - before);
  }

  private static List<CycleMark> marks(List<CycleMark> first, List<CycleMark> second) {
    var bySecond = new TreeMap<Long, CycleMark>();
    second.forEach(mark -> bySecond.put(mark.second(), mark));
    first.forEach(mark -> bySecond.put(mark.second(), mark));
    List<CycleMark> all = List.copyOf(bySecond.values());
    return all.subList(Math.max(0, all.size() - ProcessState.MARKS), all.size());
  }

  private static @Nullable WarmUp warmUp(@Nullable WarmUp first, @Nullable WarmUp second) {
    return first == null || (first.ended() == null && second != null) ? second : first;
  }

  private static @Nullable Snapshot newer(@Nullable Snapshot one, @Nullable Snapshot other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.at().isAfter(one.at()) ? other : one;
  }

  private static List<Gauge> gauges(List<Gauge> first, List<Gauge> second, long end) {
    var byKind = new TreeMap<LeakKind, Gauge>(Comparator.comparing(Gauges.KINDS::indexOf));
    first.forEach(gauge -> byKind.put(gauge.kind(), gauge));
    second.forEach(
        gauge -> byKind.merge(gauge.kind(), gauge, (before, after) -> before.then(after, end)));
    return new ArrayList<>(byKind.values());
  }
}
