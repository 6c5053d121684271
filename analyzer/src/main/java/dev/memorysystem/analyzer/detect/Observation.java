package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Climb;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.PackedSeries;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.series.WarmUp;
import dev.memorysystem.analyzer.statistics.RepeatedLooks;
import dev.memorysystem.analyzer.statistics.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: one process's series with its warm-up left out.
 *
 * @param subject what is judged
 * @param at event time
 * @param now in seconds since the process's origin, as all seconds here
 * @param warmUp seconds of the process's life left out
 * @param floors minima after any collection
 * @param oldFloors minima between two completed old-generation cycles, as {@link Curve} has them
 * @param curve of the old-generation floors
 * @param floorTrend of the floors; absent when no line can be drawn
 * @param trend of the old-generation floors; absent when no line can be drawn
 * @param oldCycles completed while watched
 * @param climb the largest rise that was given back
 * @param binding the limit that it meets first; absent when nothing bounds it
 * @param headroom what lies between the level and that limit; absent with it
 * @param scale size against which growth is material
 * @param doubt how much of the growth may be none, by the way it is measured
 * @param acrossCycles whether the old-generation floors are that, and not levels of any time
 * @param snapshot newest survivors; absent when nobody samples
 * @param horizon how far ahead anyone cares
 * @param windows old-generation floors so far, those that were merged counted
 * @param warming whether it is known to be warming up still
 * @param revision of the process; absent when nobody said it
 * @param peers other starts of the same workload
 * @param kept by how much a resource beside the heap rose from the first completed old-generation
 *     cycle to the last: no garbage; 0 of the heap
 * @param census what walks of the heap told; absent before the first, and beside the heap
 */
record Observation(
    Subject subject,
    Instant at,
    long now,
    long warmUp,
    List<Point> floors,
    List<Point> oldFloors,
    Curve curve,
    @Nullable Trend floorTrend,
    @Nullable Trend trend,
    long oldCycles,
    @Nullable Climb climb,
    @Nullable Binding binding,
    @Nullable Headroom headroom,
    double scale,
    double doubt,
    boolean acrossCycles,
    @Nullable Snapshot snapshot,
    Duration horizon,
    long windows,
    boolean warming,
    @Nullable String revision,
    List<Peer> peers,
    long kept,
    @Nullable Census census) {
  /** No more than this is put down to warm-up, in seconds. */
  static final long LONGEST_WARM_UP = 600;

  /** Share of the process's life put down to warm-up, between those two. */
  static final double WARM_UP_SHARE = 0.2;

  /** A process that loads and compiles for longer than this does so as a habit. Seconds, chosen. */
  private static final long STILL_WARMING = 180;

  /** Probability of ever calling a trend proven where there is none. */
  static final double FALSE_ALARM = 0.05;

  /** Points a line needs. */
  private static final int LINE = 4;

  static final double SECONDS_PER_HOUR = 3600;

  Observation {
    peers = List.copyOf(peers);
  }

  static Observation of(ProcessState process, Instant at, Duration horizon, List<Peer> peers) {
    long now = process.now();
    Binding binding = process.limits().binding();
    boolean cycles = acrossCycles(process);
    PackedSeries judged = judged(process);
    long warmUp =
        warmUp(process, judged.since(ProcessState.WARM_UP), binding == null ? 0 : binding.level());
    List<Point> floors = process.floors().since(warmUp);
    Curve curve = Curve.of(UntilFull.of(judged.since(warmUp), binding));
    List<Point> oldFloors = curve.points();
    return new Observation(
        Subject.HEAP,
        at,
        now,
        warmUp,
        floors,
        oldFloors,
        curve,
        trend(floors),
        trend(oldFloors),
        process.watchedCycles(),
        process.climb(),
        binding,
        binding == null ? null : Headroom.of(process.limits(), binding, oldFloors),
        binding == null ? first(floors) : binding.level(),
        0,
        cycles,
        process.snapshot(),
        horizon,
        judged.windows(),
        isWarming(process),
        process.process().revision(),
        peers,
        0,
        process.census());
  }

  /** A heap's floors that are judged. */
  static PackedSeries judged(ProcessState process) {
    return acrossCycles(process) ? process.oldFloors() : process.floors();
  }

  /**
   * Whether those between old-generation cycles are: not while there are too few and walks show
   * that what any collection leaves is no garbage alone.
   */
  private static boolean acrossCycles(ProcessState process) {
    long warm = warmUp(process);
    return process.oldFloors().since(warm).size() >= EnoughObservation.POINTS
        || !GrowingContainers.showsWhatIsKept(process.census(), process.floors().since(warm));
  }

  /**
   * Seconds of a process's life put down to warm-up: until few classes were loaded and little was
   * compiled, or a fifth of its life where that is not known.
   */
  static long warmUp(ProcessState process) {
    WarmUp warmUp = process.warmUp();
    Long ended = warmUp == null ? null : warmUp.ended();
    long found = ended == null ? (long) (WARM_UP_SHARE * process.now()) : ended;
    return Math.clamp(found, ProcessState.WARM_UP, LONGEST_WARM_UP);
  }

  /** Whether a young process still loads classes or compiles. */
  private static boolean isWarming(ProcessState process) {
    WarmUp warmUp = process.warmUp();
    return warmUp != null
        && warmUp.hasBegun()
        && warmUp.ended() == null
        && process.now() < STILL_WARMING;
  }

  /** The same of a resource beside the heap. */
  static Observation of(ProcessState process, Gauge gauge, Instant at, Duration horizon) {
    long now = process.now();
    long warmUp = warmUp(process, gauge);
    List<Point> floors = gauge.floors().since(warmUp);
    boolean cycles = acrossCycles(gauge, warmUp);
    Binding binding = gauge.binding();
    Curve curve = Curve.of(UntilFull.of(levels(process, gauge), binding));
    List<Point> levels = curve.points();
    return new Observation(
        Subject.of(gauge.kind()),
        at,
        now,
        warmUp,
        floors,
        levels,
        curve,
        trend(floors),
        trend(levels),
        process.watchedCycles(),
        gauge.climb(),
        binding,
        binding == null || levels.isEmpty()
            ? null
            : Headroom.of(gauge, binding, levels.getLast().bytes()),
        Resources.scale(gauge.kind(), binding, first(floors)),
        levels.isEmpty() ? 0 : gauge.doubt(levels.getFirst().second()),
        cycles,
        null,
        horizon,
        levels.size(),
        false,
        process.process().revision(),
        List.of(),
        kept(gauge.oldFloors().since(warmUp)),
        null);
  }

  private static long kept(List<Point> acrossCycles) {
    return acrossCycles.size() < 2
        ? 0
        : Math.max(0, acrossCycles.getLast().bytes() - acrossCycles.getFirst().bytes());
  }

  private static long warmUp(ProcessState process, Gauge gauge) {
    List<Point> levels = gauge.floors().since(ProcessState.WARM_UP);
    return warmUp(process, levels, Resources.scale(gauge.kind(), gauge.binding(), first(levels)));
  }

  /** The same less what lies on the line of what came after, where the end of warm-up is known. */
  private static long warmUp(ProcessState process, List<Point> levels, double scale) {
    WarmUp known = process.warmUp();
    long ended = warmUp(process);
    return known == null || known.ended() == null ? ended : WarmUpLine.begins(levels, ended, scale);
  }

  /** Its levels that are judged: those across old-generation cycles once there are enough. */
  static List<Point> levels(ProcessState process, Gauge gauge) {
    long warmUp = warmUp(process, gauge);
    return (acrossCycles(gauge, warmUp) ? gauge.oldFloors() : gauge.floors()).since(warmUp);
  }

  private static boolean acrossCycles(Gauge gauge, long warmUp) {
    return gauge.oldFloors().since(warmUp).size() >= EnoughLevels.POINTS;
  }

  private static double first(List<Point> points) {
    return points.isEmpty() ? 0 : points.getFirst().bytes();
  }

  static @Nullable Trend trend(List<Point> points) {
    if (points.size() < LINE || span(points) <= 0) {
      return null;
    }
    return Trend.of(
        points.stream().mapToDouble(Point::second).toArray(),
        points.stream().mapToDouble(Point::bytes).toArray());
  }

  static long span(List<Point> points) {
    return points.isEmpty() ? 0 : points.getLast().second() - points.getFirst().second();
  }

  /** Seconds watched, without warm-up and what was before a shift of the level. */
  long watched() {
    return regime().isCut() ? Math.min(span(), span(floors)) : span(floors);
  }

  /** Seconds that the old-generation floors span. */
  long span() {
    return span(oldFloors);
  }

  @Nullable Growth growth() {
    if (trend == null) {
      return null;
    }
    return new Growth(
        perHour(trend.slope()),
        perHour(trend.slopeQuantile(0.025)),
        perHour(trend.slopeQuantile(0.975)),
        Math.max(0, Math.round(trend.at(oldFloors.getFirst().second()))),
        Math.max(0, Math.round(levelNow(trend))),
        oldFloors.getFirst().second(),
        span(),
        oldFloors.size(),
        oldCycles,
        trend.z(),
        proven(trend) || GrowingContainers.steady(this).isPresent());
  }

  /** On the line, carried on to now; no more than the limit, past which nothing grows. */
  double levelNow(Trend line) {
    double level = line.at(now);
    return binding == null ? level : Math.min(level, binding.level());
  }

  /** Whole bytes: people read it. Of things a few a day may be many. */
  private double perHour(double perSecond) {
    double perHour = perSecond * SECONDS_PER_HOUR;
    return subject.isCounted() ? perHour : Math.rint(perHour);
  }

  Regime regime() {
    return curve.regime();
  }

  @Nullable Load load() {
    return curve.load();
  }

  /** The live set now: the middle of the last three floors. */
  double level() {
    Double level = curve.regime().level();
    return level == null ? 0 : level;
  }

  /** Whether each floor is higher than all before; no evidence where the beginning was chosen. */
  boolean onlyRises(Trend trend) {
    return !regime().isCut() && trend.points() >= EnoughObservation.POINTS && trend.onlyRises();
  }

  /**
   * Whether a trend holds for someone who looks again at every point: Kendall's score and the slope
   * in standard errors both pass the boundary for as many windows as there ever were; or each floor
   * is higher than all before.
   */
  boolean proven(Trend trend) {
    if (onlyRises(trend)) {
      return true;
    }
    double boundary =
        RepeatedLooks.boundary(
            (int) Math.max(trend.points(), Math.min(windows, 1 << 30)), FALSE_ALARM);
    return trend.z() >= boundary && trend.slope() >= boundary * trend.slopeError();
  }
}
