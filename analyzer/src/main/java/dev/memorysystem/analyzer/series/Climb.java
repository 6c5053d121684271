package dev.memorysystem.analyzer.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rise of the live set that ended in a fall: what grew was given back.
 *
 * @param seconds how long it rose
 * @param peak level before the fall, bytes
 * @param trough level after it, bytes
 * @param endedSecond when it fell, in seconds since the process's origin
 */
public record Climb(long seconds, long peak, long trough, long endedSecond) {
  /** A level below this share of the level before is a fall, not noise. */
  private static final double FALL = 0.6;

  /** Points whose median is the level before. */
  private static final int LEVEL = 3;

  /** The climb that a point ends by falling far below the last levels; the newest is left out. */
  static @Nullable Climb ended(PackedSeries series, Point point) {
    List<Point> last = series.last(LEVEL + 1);
    if (last.size() <= LEVEL || point.bytes() >= FALL * level(last)) {
      return null;
    }
    List<Point> points = series.points();
    long peak = points.stream().mapToLong(Point::bytes).max().orElseThrow();
    long rose = point.second() - points.getFirst().second();
    return new Climb(rose, peak, point.bytes(), point.second());
  }

  private static long level(List<Point> last) {
    return last.stream()
        .limit(LEVEL)
        .mapToLong(Point::bytes)
        .sorted()
        .skip(LEVEL / 2)
        .findFirst()
        .orElseThrow();
  }

  /** The climb that ended between two series of one process, if the second begins far lower. */
  static @Nullable Climb between(PackedSeries first, PackedSeries second, long end) {
    List<Point> points = second.since(end + 1);
    return points.isEmpty() ? null : ended(first, points.getFirst());
  }

  static boolean isAfter(@Nullable Climb climb, long second) {
    return climb != null && climb.endedSecond > second;
  }

  static @Nullable Climb largest(@Nullable Climb earlier, @Nullable Climb later) {
    if (earlier == null || later == null || earlier.equals(later)) {
      return earlier == null ? later : earlier;
    }
    return larger(earlier, later);
  }

  /** The larger measure of both, dated by the later fall. */
  static Climb larger(Climb earlier, Climb later) {
    return new Climb(
        Math.max(earlier.seconds, later.seconds),
        Math.max(earlier.peak, later.peak),
        later.trough,
        later.endedSecond);
  }
}
