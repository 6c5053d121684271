package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

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

  /** With one more window's minimum; see {@link Series#startWindow}. */
  PackedSeries startWindow(Point point) {
    if (open > 0 && open < stride) {
      return replaceLast(point, open + 1);
    }
    return size() < capacity
        ? new PackedSeries(capacity, stride, 1, append(point))
        : packed(series(points()).startWindow(point));
  }

  /** With another value of the window that is open; see {@link Series#extendWindow}. */
  PackedSeries extendWindow(Point point) {
    return isEmpty() ? startWindow(point) : replaceLast(point, open);
  }

  private String append(Point point) {
    var reader = new Reader();
    reader.skip(Integer.MAX_VALUE);
    return (isEmpty() ? "" : packed + ",") + reader.stepTo(point);
  }

  /** The last point, or the smaller one in its place: what is before it stays as it is written. */
  private PackedSeries replaceLast(Point point, int taken) {
    int comma = packed.lastIndexOf(',');
    var reader = new Reader();
    reader.skip(comma);
    long second = reader.second;
    long bytes = reader.bytes;
    long apart = reader.apart;
    long allocated = reader.allocated;
    reader.next();
    if (point.bytes() >= reader.bytes) {
      return taken == open ? this : new PackedSeries(capacity, stride, taken, packed);
    }
    String step = step(point, second, apart, bytes, allocated);
    return new PackedSeries(capacity, stride, taken, packed.substring(0, comma + 1) + step);
  }

  /** The series that goes on with what another has after a second. */
  PackedSeries then(PackedSeries later, long after) {
    List<Point> points = later.since(after + 1);
    return points.isEmpty() ? this : packed(series(points()).then(later.series(points)));
  }

  private Series series(List<Point> points) {
    return new Series(capacity, stride, open, points);
  }

  boolean isEmpty() {
    return packed.isEmpty();
  }

  private int size() {
    int size = isEmpty() ? 0 : 1;
    for (int at = packed.indexOf(','); at >= 0; at = packed.indexOf(',', at + 1)) {
      size++;
    }
    return size;
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
    var reader = new Reader();
    while (reader.next()) {
      points.add(reader.point());
    }
    return points;
  }

  /** The newest points, at most so many, oldest first. */
  List<Point> last(int most) {
    List<Point> points = new ArrayList<>();
    var reader = new Reader();
    for (int i = most - size(); reader.next(); i++) {
      if (i >= 0) {
        points.add(reader.point());
      }
    }
    return points;
  }

  /** Points at or after a second. */
  public List<Point> since(long second) {
    List<Point> points = new ArrayList<>();
    var reader = new Reader();
    while (reader.next()) {
      if (reader.second >= second) {
        points.add(reader.point());
      }
    }
    return points;
  }

  /**
   * Points as text: of each its second, its level, and what was allocated where that is known, as
   * steps from the point before, to base 36. A step of seconds as long as the one before is left
   * out.
   *
   * @param points oldest first
   */
  public static String pack(List<Point> points) {
    var packed = new StringJoiner(",");
    long second = 0;
    long apart = 0;
    long bytes = 0;
    long allocated = 0;
    for (Point point : points) {
      packed.add(step(point, second, apart, bytes, allocated));
      apart = point.second() - second;
      second = point.second();
      bytes = point.bytes();
      Long sum = point.allocated();
      allocated = sum == null ? allocated : sum;
    }
    return packed.toString();
  }

  /**
   * A point as a step from where the one before was.
   *
   * @param apart seconds from the one before that to it
   */
  private static String step(Point point, long second, long apart, long bytes, long allocated) {
    long seconds = point.second() - second;
    String step =
        (seconds == apart ? "" : Long.toString(seconds, RADIX))
            + " "
            + Long.toString(point.bytes() - bytes, RADIX);
    Long sum = point.allocated();
    return sum == null ? step : step + " " + Long.toString(sum - allocated, RADIX);
  }

  private static PackedSeries packed(Series series) {
    return new PackedSeries(
        series.capacity(), series.stride(), series.open(), pack(series.points()));
  }

  /** Reads points one by one, without taking the text apart: it is done at every report. */
  private final class Reader {
    private int at;
    private long second;
    private long apart;
    private long bytes;
    private long allocated;
    private boolean counted;

    /** Reads one more point, if there is one. */
    boolean next() {
      if (at >= packed.length()) {
        return false;
      }
      int from = at;
      long step = number();
      apart = at == from + 1 ? apart : step;
      second += apart;
      bytes += number();
      counted = at <= packed.length() && at > 0 && packed.charAt(at - 1) == ' ';
      if (counted) {
        allocated += number();
      }
      return true;
    }

    /** Reads the points before a place in the text. */
    void skip(int end) {
      while (at < Math.min(end, packed.length())) {
        next();
      }
    }

    Point point() {
      return new Point(second, bytes, counted ? Long.valueOf(allocated) : null);
    }

    /** How a point that follows is written. */
    String stepTo(Point point) {
      return step(point, second, apart, bytes, allocated);
    }

    /** The number here; then it stands behind what ends it. */
    private long number() {
      int from = at;
      long value = 0;
      boolean negative = from < packed.length() && packed.charAt(from) == '-';
      for (at = negative ? from + 1 : from; at < packed.length(); at++) {
        char c = packed.charAt(at);
        if (c == ' ' || c == ',') {
          break;
        }
        int digit = Character.digit(c, RADIX);
        if (digit < 0) {
          throw new NumberFormatException("no series: " + packed);
        }
        value = RADIX * value + digit;
      }
      at++;
      return negative ? -value : value;
    }
  }
}
