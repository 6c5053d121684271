package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.Survivors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything remembered of one process start. Late and repeated signals are left out.
 *
 * @param origin zero of all seconds here: the process's start, else the first signal
 * @param lastAt event time of the newest live-set record; absent before the first
 * @param collections newest count of collections, which tells a clock that stepped back from a late
 *     record
 * @param oldCycles newest count of completed old-generation cycles
 * @param watchedCycles old-generation cycles completed since the series began
 * @param floors minima after any collection, one window a record
 * @param oldFloors minima between two completed old-generation cycles, one window a cycle
 * @param marks the newest old-generation cycles, oldest first
 * @param climb the largest rise that was given back
 * @param warmUp when it stopped loading classes and compiling; absent in a state from before it was
 *     followed
 * @param limits what bounds the heap
 * @param snapshot the newest survivors
 * @param gauges the resources beside the heap, as far as they are reported
 * @param census what walks of its heap told; absent before the first
 */
public record ProcessState(
    ProcessRef process,
    Instant origin,
    @Nullable Instant lastAt,
    @Nullable Long collections,
    @Nullable Long oldCycles,
    long watchedCycles,
    PackedSeries floors,
    PackedSeries oldFloors,
    List<CycleMark> marks,
    @Nullable Climb climb,
    @Nullable WarmUp warmUp,
    Limits limits,
    @Nullable Snapshot snapshot,
    List<Gauge> gauges,
    @Nullable Census census) {
  /** Seconds of every process's life put down to warm-up: class loading, pools, first requests. */
  public static final long WARM_UP = 30;

  /** Points of all floors kept: they only show whether anything rises at all. */
  private static final int FLOORS = 60;

  /** Points of old-generation floors kept: 7,140 pairwise slopes at most. */
  private static final int OLD_FLOORS = 120;

  /** Marks kept: survivors must outlive two cycles after the mark. */
  static final int MARKS = 4;

  /** Old-generation cycles a sample must outlive (measured: caches show no deaths before). */
  private static final int PROVING_CYCLES = 2;

  /** A clock that steps back less than this only makes a record late. */
  private static final Duration LATE = Duration.ofMinutes(1);

  public ProcessState {
    marks = List.copyOf(marks);
    gauges = List.copyOf(gauges);
  }

  public static ProcessState of(ProcessRef process, Instant firstAt) {
    Instant started = process.startedAt();
    boolean known = started != null && !started.isAfter(firstAt);
    return new ProcessState(
        process,
        known && started != null ? started : firstAt,
        null,
        null,
        null,
        0,
        PackedSeries.of(FLOORS),
        PackedSeries.of(OLD_FLOORS),
        List.of(),
        null,
        WarmUp.UNKNOWN,
        Limits.UNKNOWN,
        null,
        List.of(),
        null);
  }

  /** The same process, better known. */
  public ProcessState of(ProcessRef better) {
    return copy(better, snapshot, census);
  }

  /** Seconds since the origin. */
  public long second(Instant at) {
    return Duration.between(origin, at).toSeconds();
  }

  /** Seconds since the origin of the newest live-set record; 0 before the first. */
  public long now() {
    return lastAt == null ? 0 : second(lastAt);
  }

  /** Whether a floor was begun, or the series, since an earlier state of it: worth a judgement. */
  public boolean isNewAfter(ProcessState earlier) {
    return floors.isNewAfter(earlier.floors)
        || oldFloors.isNewAfter(earlier.oldFloors)
        || !Objects.equals(climb, earlier.climb)
        || !origin.equals(earlier.origin);
  }

  /** The same of a resource beside the heap. */
  public boolean isNewBesideHeapAfter(ProcessState earlier) {
    return gauges.stream()
        .anyMatch(g -> earlier.gauge(g.kind()).map(g::isNewAfter).orElse(Boolean.TRUE));
  }

  /** With one more live-set record; the same state when the record says nothing new. */
  public ProcessState with(LiveSet signal) {
    if (lastAt == null) {
      return next(signal, this);
    }
    if (signal.at().isAfter(lastAt)) {
      return countersReset(signal) ? next(signal, restarted(signal)) : next(signal, this);
    }
    boolean steppedBack =
        signal.at().isBefore(lastAt.minus(LATE))
            && collections != null
            && signal.collections() != null
            && signal.collections() > collections;
    return steppedBack ? next(signal, restarted(signal)) : this;
  }

  private boolean countersReset(LiveSet signal) {
    return collections != null
        && signal.collections() != null
        && signal.collections() < collections;
  }

  /** The same process measured afresh: its counters or its clock went back. */
  private ProcessState restarted(LiveSet signal) {
    return of(process, signal.at());
  }

  private static ProcessState next(LiveSet signal, ProcessState before) {
    long second = before.second(signal.at());
    boolean cycled =
        before.oldCycles != null
            && signal.oldCycles() != null
            && signal.oldCycles() > before.oldCycles;
    Long oldCycles = signal.oldCycles() == null ? before.oldCycles : signal.oldCycles();
    Long level = smaller(signal.floor(), signal.oldFloor());
    PackedSeries floors = before.floors;
    PackedSeries oldFloors = before.oldFloors;
    Climb climb = before.climb;
    if (level != null) {
      Long allocated = signal.allocatedBytes();
      var point = new Point(second, level, allocated == null ? null : allocated >> 20);
      Climb ended = Climb.ended(before.oldFloors, point);
      if (ended != null) {
        floors = PackedSeries.of(FLOORS);
        oldFloors = PackedSeries.of(OLD_FLOORS);
        climb = climb == null ? ended : Climb.larger(climb, ended);
      }
      floors = floors.startWindow(point);
      if (oldCycles != null && oldCycles > 0) {
        oldFloors = cycled ? oldFloors.startWindow(point) : oldFloors.extendWindow(point);
      }
    }
    long completed =
        cycled && before.oldCycles != null && oldCycles != null ? oldCycles - before.oldCycles : 0;
    return new ProcessState(
        before.process,
        before.origin,
        signal.at(),
        signal.collections() == null ? before.collections : signal.collections(),
        oldCycles,
        before.watchedCycles + completed,
        floors,
        oldFloors,
        cycled && oldCycles != null ? marked(before.marks, second, oldCycles) : before.marks,
        climb,
        (before.warmUp == null ? WarmUp.UNKNOWN : before.warmUp).with(signal, second),
        before.limits.with(signal, second),
        before.snapshot,
        Gauges.next(before.gauges, signal, second, cycled),
        before.census);
  }

  private static @Nullable Long smaller(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Long.valueOf(Math.min(a, b));
  }

  private static List<CycleMark> marked(List<CycleMark> marks, long second, long cycles) {
    List<CycleMark> longer = new ArrayList<>(marks);
    longer.add(new CycleMark(second, cycles));
    return longer.subList(Math.max(0, longer.size() - MARKS), longer.size());
  }

  /** With the survivors of a snapshot; the same state when a newer one is known. */
  public ProcessState with(Survivors signal) {
    if (snapshot != null && !signal.at().isAfter(snapshot.at())) {
      return this;
    }
    return with(
        SurvivorSites.read(signal, second(signal.at()), provenBefore(), watchedCycles, snapshot),
        census);
  }

  /** With the containers of a walk; the same state when a newer one is known. */
  public ProcessState with(Containers walk) {
    return with(Census.with(census, walk, second(walk.at()), sites()));
  }

  /** With what a walk found of samples; the same state when a newer one is known. */
  public ProcessState with(RetainedPaths walk) {
    return with(Census.with(census, walk, second(walk.at()), sites()));
  }

  private List<SiteSurvivors> sites() {
    return snapshot == null ? List.of() : snapshot.sites();
  }

  @SuppressWarnings("ReferenceEquality") // a walk that is known already changes nothing
  private ProcessState with(@Nullable Census newer) {
    return newer == census ? this : with(snapshot, newer);
  }

  /** Samples born before this second have outlived enough old-generation cycles. */
  private @Nullable Long provenBefore() {
    Long found = null;
    for (CycleMark mark : marks) {
      if (oldCycles != null && oldCycles - mark.cycles() >= PROVING_CYCLES) {
        found = mark.second();
      }
    }
    return found;
  }

  ProcessState with(@Nullable Snapshot newer, @Nullable Census walked) {
    return copy(process, newer, walked);
  }

  private ProcessState copy(ProcessRef better, @Nullable Snapshot newer, @Nullable Census walked) {
    return new ProcessState(
        better,
        origin,
        lastAt,
        collections,
        oldCycles,
        watchedCycles,
        floors,
        oldFloors,
        marks,
        climb,
        warmUp,
        limits,
        newer,
        gauges,
        walked);
  }

  /** When the series begins, in seconds since the origin: what was first read. */
  long begins() {
    List<Point> points = floors.points();
    return points.isEmpty() ? now() : points.getFirst().second();
  }

  /** What was learnt in two places of this start of a process; see {@link Joined}. */
  public ProcessState joined(ProcessState other) {
    return Joined.of(this, other);
  }

  /** Its resource of a kind beside the heap; empty when that was never reported. */
  public Optional<Gauge> gauge(LeakKind kind) {
    return gauges.stream().filter(g -> g.kind() == kind).findFirst();
  }
}
