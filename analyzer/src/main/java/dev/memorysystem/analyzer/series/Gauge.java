package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits.Binding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a process beside its heap: the levels it falls back to. Bytes, or a number of
 * things.
 *
 * @param kind which resource
 * @param floors smallest level of each report
 * @param oldFloors smallest level between two completed old-generation cycles: what garbage still
 *     holds is given back by then
 * @param climb the largest rise that was given back
 * @param limit of this resource alone; absent when unknown or unlimited
 * @param container memory limit of the container, where this resource is memory
 * @param beside smallest anonymous resident memory seen beside it
 * @param doubts by how much a level may be too low, now and then
 * @param besideNow anonymous resident memory beside it now
 * @param taken what the runtime has taken for it, which its limit bounds; absent where that is its
 *     level
 * @param accounted which part of it the runtime accounts for; absent where it does not
 */
public record Gauge(
    LeakKind kind,
    PackedSeries floors,
    PackedSeries oldFloors,
    @Nullable Climb climb,
    @Nullable Long limit,
    @Nullable Long container,
    @Nullable Long beside,
    PackedSeries doubts,
    @Nullable Long besideNow,
    @Nullable Long taken,
    @Nullable Accounted accounted) {
  /** Points kept of either series: 780 pairwise slopes at most. */
  private static final int POINTS = 40;

  /** Points kept of the doubts. */
  private static final int DOUBTS = 8;

  static Gauge of(LeakKind kind) {
    return new Gauge(
        kind,
        PackedSeries.of(POINTS),
        PackedSeries.of(POINTS),
        null,
        null,
        null,
        null,
        PackedSeries.of(DOUBTS),
        null,
        null,
        null);
  }

  Gauge with(Gauges.Reading reading, long second, boolean cycled) {
    var point = new Point(second, reading.level());
    boolean garbage = Gauges.heldByGarbage(kind);
    Climb fall = Climb.ended(garbage ? oldFloors : floors, point);
    Climb ended = fall == null || fall.peak() - fall.trough() < Gauges.noise(kind) ? null : fall;
    PackedSeries all = (ended == null ? floors : PackedSeries.of(POINTS)).startWindow(point);
    PackedSeries old = ended == null ? oldFloors : PackedSeries.of(POINTS);
    if (garbage && cycled) {
      old = old.startWindow(point);
    } else if (garbage && !old.isEmpty()) {
      old = old.extendWindow(point);
    }
    Climb largest = climb == null || ended == null ? ended : Climb.larger(climb, ended);
    return new Gauge(
        kind,
        all,
        old,
        largest == null ? climb : largest,
        reading.limit() == null ? limit : reading.limit(),
        reading.container() == null ? container : reading.container(),
        smaller(beside, reading.beside()),
        reading.doubt() == 0 ? doubts : doubts.startWindow(new Point(second, reading.doubt())),
        reading.beside() == null ? besideNow : reading.beside(),
        reading.taken() == null ? taken : reading.taken(),
        accounted(reading, second, ended != null));
  }

  /** Begun again with the series, and until the process has started. */
  private @Nullable Accounted accounted(Gauges.Reading reading, long second, boolean ended) {
    if (reading.accounted() == null) {
      return ended ? null : accounted;
    }
    return accounted == null || ended || accounted.since() < ProcessState.WARM_UP
        ? Accounted.of(reading.accounted(), second)
        : accounted.with(reading.accounted());
  }

  /** Continued by what was heard elsewhere after a second. */
  Gauge then(Gauge later, long end) {
    boolean garbage = Gauges.heldByGarbage(kind);
    Climb between =
        Climb.between(garbage ? oldFloors : floors, garbage ? later.oldFloors : later.floors, end);
    boolean deep = between != null && between.peak() - between.trough() >= Gauges.noise(kind);
    boolean fell = deep || Climb.isAfter(later.climb, end);
    return new Gauge(
        kind,
        fell ? later.floors : floors.then(later.floors, end),
        fell ? later.oldFloors : oldFloors.then(later.oldFloors, end),
        Climb.largest(Climb.largest(climb, deep ? between : null), later.climb),
        later.limit == null ? limit : later.limit,
        later.container == null ? container : later.container,
        smaller(beside, later.beside),
        doubts.then(later.doubts, end),
        later.besideNow == null ? besideNow : later.besideNow,
        later.taken == null ? taken : later.taken,
        fell ? later.accounted : Accounted.then(accounted, later.accounted));
  }

  /** Whether a level was begun, or its series, since an earlier state of it. */
  boolean isNewAfter(Gauge earlier) {
    return floors.isNewAfter(earlier.floors)
        || oldFloors.isNewAfter(earlier.oldFloors)
        || !Objects.equals(climb, earlier.climb);
  }

  private static @Nullable Long smaller(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Long.valueOf(Math.min(a, b));
  }

  /** The limit that it meets first, or null when nothing is known to bound it. */
  public @Nullable Binding binding() {
    Long room =
        container == null || beside == null
            ? container
            : Long.valueOf(Math.max(0, container - beside));
    if (container != null && room != null && (limit == null || room < limit)) {
      return new Binding(Limits.CONTAINER, container, room);
    }
    return limit == null ? null : new Binding(Gauges.limitName(kind), limit, limit);
  }

  /** By how much the level may have been too low at a second. */
  public long doubt(long second) {
    return doubts.points().stream()
        .filter(d -> d.second() <= second)
        .reduce((a, b) -> b)
        .or(() -> doubts.points().stream().findFirst())
        .map(Point::bytes)
        .orElse(0L);
  }
}
