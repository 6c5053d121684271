package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of minima in bounded space: when it is full, neighbours merge into their smaller one and
 * from then on each point takes in twice as many windows.
 *
 * @param capacity most points kept; even
 * @param stride windows that one point takes in
 * @param open windows the newest point has taken in so far, 1 to stride; 0 when there is none
 * @param points oldest first
 */
public record Series(int capacity, int stride, int open, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  public static Series of(int capacity) {
    return new Series(capacity, 1, 0, List.of());
  }

  /** The series with one more window's minimum. */
  public Series startWindow(Point point) {
    if (open > 0 && open < stride) {
      return new Series(capacity, stride, open + 1, replaceLast(point));
    }
    if (points.size() < capacity) {
      List<Point> longer = new ArrayList<>(points);
      longer.add(point);
      return new Series(capacity, stride, 1, longer);
    }
    return halved().startWindow(point);
  }

  /** The series with another value of the window that is open; starts one when there is none. */
  public Series extendWindow(Point point) {
    return points.isEmpty()
        ? startWindow(point)
        : new Series(capacity, stride, open, replaceLast(point));
  }

  /** The series that goes on with another: at the coarser of both strides. */
  Series then(Series later) {
    Series first = this;
    Series second = later;
    while (first.stride < second.stride) {
      first = first.halved();
    }
    while (second.stride < first.stride) {
      second = second.halved();
    }
    List<Point> all = new ArrayList<>(first.points);
    all.addAll(second.points);
    Series both =
        new Series(capacity, first.stride, second.points.isEmpty() ? first.open : second.open, all);
    while (both.points.size() > capacity) {
      both = both.halved();
    }
    return both;
  }

  private List<Point> replaceLast(Point point) {
    List<Point> changed = new ArrayList<>(points);
    changed.set(changed.size() - 1, changed.getLast().min(point));
    return changed;
  }

  private Series halved() {
    List<Point> half = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      half.add(i + 1 < points.size() ? points.get(i).min(points.get(i + 1)) : points.get(i));
    }
    return new Series(capacity, 2 * stride, 2 * stride, half);
  }
}
