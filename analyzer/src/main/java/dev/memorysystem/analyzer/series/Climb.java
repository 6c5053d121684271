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
  static @Nullable Climb ended(List<Point> points, Point point) {
    if (points.size() <= LEVEL) {
      return null;
    }
    long level =
        points.subList(points.size() - 1 - LEVEL, points.size() - 1).stream()
            .mapToLong(Point::bytes)
            .sorted()
            .skip(LEVEL / 2)
            .findFirst()
            .orElseThrow();
    if (point.bytes() >= FALL * level) {
      return null;
    }
    long peak = points.stream().mapToLong(Point::bytes).max().orElseThrow();
    long rose = point.second() - points.getFirst().second();
    return new Climb(rose, peak, point.bytes(), point.second());
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
