package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * A {@link Series} stored in a quarter of the space: of every process there are fourteen, and each
 * is a line of JSON.
 *
 * @param capacity most points kept; even
 * @param stride windows that one point takes in
 * @param open windows the newest point has taken in so far
 * @param packed the points, see {@link #pack}
 */
public record PackedSeries(int capacity, int stride, int open, String packed) {
  private static final int RADIX = 36;

  /** Text that is empty may be left out where it is stored. */
  public PackedSeries {
    packed = Objects.requireNonNullElse(packed, "");
  }

  static PackedSeries of(int capacity) {
    return packed(Series.of(capacity));
  }

  PackedSeries startWindow(Point point) {
    return with(series -> series.startWindow(point));
  }

  PackedSeries extendWindow(Point point) {
    return with(series -> series.extendWindow(point));
  }

  boolean isEmpty() {
    return packed.isEmpty();
  }

  private int size() {
    return isEmpty() ? 0 : 1 + (int) packed.chars().filter(c -> c == ',').count();
  }

  /** Whether a point was begun since. */
  boolean isNewAfter(PackedSeries earlier) {
    return size() != earlier.size() || stride != earlier.stride;
  }

  /** Windows taken in since the series began, about. */
  public long windows() {
    return isEmpty() ? 0 : (size() - 1L) * stride + open;
  }

  /** Oldest first. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    if (isEmpty()) {
      return points;
    }
    long second = 0;
    long bytes = 0;
    long allocated = 0;
    for (String point : packed.split(",", -1)) {
      String[] steps = point.split(" ", -1);
      second += Long.parseLong(steps[0], RADIX);
      bytes += Long.parseLong(steps[1], RADIX);
      if (steps.length > 2) {
        allocated += Long.parseLong(steps[2], RADIX);
      }
      points.add(new Point(second, bytes, steps.length > 2 ? Long.valueOf(allocated) : null));
    }
    return points;
  }

  /** Points at or after a second. */
  public List<Point> since(long second) {
    return points().stream().filter(p -> p.second() >= second).toList();
  }

  /**
   * Points as text: of each its second, its level, and what was allocated where that is known, as
   * steps from the point before, to base 36.
   *
   * @param points oldest first
   */
  public static String pack(List<Point> points) {
    var packed = new StringJoiner(",");
    Point before = new Point(0, 0, 0L);
    long allocated = 0;
    for (Point point : points) {
      String steps =
          Long.toString(point.second() - before.second(), RADIX)
              + " "
              + Long.toString(point.bytes() - before.bytes(), RADIX);
      Long sum = point.allocated();
      packed.add(sum == null ? steps : steps + " " + Long.toString(sum - allocated, RADIX));
      allocated = sum == null ? allocated : sum;
      before = point;
    }
    return packed.toString();
  }

  private PackedSeries with(UnaryOperator<Series> change) {
    return packed(change.apply(new Series(capacity, stride, open, points())));
  }

  private static PackedSeries packed(Series series) {
    return new PackedSeries(
        series.capacity(), series.stride(), series.open(), pack(series.points()));
  }
}
