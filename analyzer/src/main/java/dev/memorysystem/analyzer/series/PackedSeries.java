package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A {@link Series} stored in half the space: of every process there are several, and each is a line
 * of JSON.
 *
 * @param capacity most points kept; even
 * @param stride windows that one point takes in
 * @param open windows the newest point has taken in so far
 * @param numbers second and level of each point in turn, oldest first
 */
public record PackedSeries(int capacity, int stride, int open, List<Long> numbers) {
  public PackedSeries {
    numbers = List.copyOf(numbers);
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

  /** Oldest first. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      points.add(new Point(numbers.get(i), numbers.get(i + 1)));
    }
    return points;
  }

  /** Points at or after a second. */
  public List<Point> since(long second) {
    return points().stream().filter(p -> p.second() >= second).toList();
  }

  private PackedSeries with(UnaryOperator<Series> change) {
    return packed(change.apply(new Series(capacity, stride, open, points())));
  }

  private static PackedSeries packed(Series series) {
    List<Long> numbers = new ArrayList<>();
    for (Point point : series.points()) {
      numbers.add(point.second());
      numbers.add(point.bytes());
    }
    return new PackedSeries(series.capacity(), series.stride(), series.open(), numbers);
  }
}
