package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Segment;
import dev.memorysystem.analyzer.statistics.Segmentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a series that says what the process does now. A jump of the level is a change of
 * load, configuration or contents, and no growth: what was before it is left out, or raised by it
 * where the slope did not change. Where growth began later, the flat part before is left out; where
 * it slowed down, as beside a cache that has filled, what came since is judged once it is the
 * longer part. A level that rises by jump after jump is growth, and stays whole.
 *
 * @param points of the stretch, earlier ones raised by the jump
 * @param start how it begins
 * @param shift the newest jump, in bytes; 0 where there was none
 * @param shiftedAt its second
 * @param highest level before the stretch, bytes; 0 where nothing was
 * @param before seconds that what was left out spans
 */
record Regime(
    List<Point> points, Start start, double shift, long shiftedAt, double highest, long before) {
  /** Points without which nothing is cut. */
  private static final int POINTS = 8;

  /** Points of a new slope without which it is not taken for one. */
  private static final int KNEE = 8;

  /** A jump is this many standard deviations of the noise, at least. */
  private static final double NOISE = 4;

  /** And this share of all that the series has moved. */
  private static final double SHARE = 0.2;

  /** So many jumps upwards, and none down, are growth by steps. */
  private static final int STAIRS = 3;

  /** Standard errors within which two slopes are one. */
  private static final double SAME = 3;

  /** Growth began where the slope before was surely below this share of it. */
  private static final double BEGAN = 0.33;

  /** It was flat before when it moved by less than this share of the growth since. */
  private static final double FLAT = 0.5;

  /** It slowed down where the slope is surely below this share of the one before. */
  private static final double SLOWER = 0.75;

  /** Excursions taken out at most, the newest first: each costs a segmentation. */
  private static final int EXCURSIONS = 4;

  /** How the stretch begins. */
  enum Start {
    /** With the series. */
    WHOLE,
    /** With the series; what was before a jump is raised by it. */
    RAISED,
    /** With a jump: the slope is another since. */
    JUMP,
    /** Where growth began. */
    KNEE,
    /** Where growth slowed down, and then went on for longer than all before. */
    BEND
  }

  Regime {
    points = List.copyOf(points);
  }

  static Regime of(List<Point> points) {
    if (points.size() < POINTS) {
      return whole(points);
    }
    List<Point> left = points;
    for (int round = 0; round < EXCURSIONS; round++) {
      var shifts = Shifts.of(left);
      List<Point> settled = shifts.withoutExcursion();
      if (settled.size() == left.size() || settled.size() < POINTS) {
        return shifts.regime();
      }
      left = settled;
    }
    return Shifts.of(left).regime();
  }

  static Regime whole(List<Point> points) {
    return new Regime(points, Start.WHOLE, 0, 0, 0, 0);
  }

  /**
   * @param at index of the first point after it
   */
  private record Jump(int at, double bytes) {}

  /** The straight pieces of a series, and the jumps between them. */
  private record Shifts(List<Point> points, Segmentation found, List<Jump> jumps) {
    static Shifts of(List<Point> points) {
      double[] times = points.stream().mapToDouble(Point::second).toArray();
      double[] values = points.stream().mapToDouble(Point::bytes).toArray();
      var found = Segmentation.of(times, values);
      return new Shifts(points, found, jumps(found, times, range(values)));
    }

    private static List<Jump> jumps(Segmentation found, double[] times, double range) {
      List<Segment> segments = found.segments();
      List<Jump> jumps = new ArrayList<>();
      for (int i = 1; i < segments.size(); i++) {
        Segment before = segments.get(i - 1);
        Segment after = segments.get(i);
        double between = times[after.from()] - times[after.from() - 1];
        double grown = between * (before.slope() + after.slope()) / 2;
        double jump = after.first() - before.last() - grown;
        if (Math.abs(jump) > Math.max(NOISE * found.sigma(), SHARE * range)) {
          jumps.add(new Jump(after.from(), jump));
        }
      }
      return jumps;
    }

    Regime regime() {
      if (jumps.isEmpty()) {
        return knee(points, found.segments());
      }
      boolean stairs = jumps.size() >= STAIRS && jumps.stream().allMatch(j -> j.bytes() > 0);
      return stairs ? whole(points) : sinceJump(points, jumps, found.sigma());
    }

    /**
     * Without the newest stretch at a higher level that the live set came back from: a batch. What
     * it came back to must be nearer to where it was before than to where it went.
     */
    List<Point> withoutExcursion() {
      for (int i = jumps.size() - 1; i > 0; i--) {
        Jump down = jumps.get(i);
        Jump up = jumps.get(i - 1);
        if (up.bytes() > 0 && down.bytes() < 0 && up.bytes() + down.bytes() > -up.bytes() / 2) {
          List<Point> left = new ArrayList<>(points.subList(0, up.at()));
          left.addAll(points.subList(down.at(), points.size()));
          return left;
        }
      }
      return points;
    }
  }

  private static double range(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static Regime knee(List<Point> points, List<Segment> segments) {
    Segment last = segments.getLast();
    if (segments.size() < 2 || last.size() < KNEE || last.slope() < SAME * last.slopeError()) {
      return whole(points);
    }
    Segment before = segments.get(segments.size() - 2);
    boolean began = before.slope() + 2 * before.slopeError() < BEGAN * last.slope();
    if (began && moved(segments) < FLAT * (last.last() - last.first())) {
      return cut(points, last.from(), Start.KNEE, 0);
    }
    long bend = points.get(last.from()).second();
    boolean slowed = last.slope() + 2 * last.slopeError() < SLOWER * before.slope();
    boolean lasts = points.getLast().second() - bend > bend - points.getFirst().second();
    return slowed && lasts ? cut(points, last.from(), Start.BEND, 0) : whole(points);
  }

  /** How far the level went up and down before the last piece. */
  private static double moved(List<Segment> segments) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Segment each : segments.subList(0, segments.size() - 1)) {
      low = Math.min(low, Math.min(each.first(), each.last()));
      high = Math.max(high, Math.max(each.first(), each.last()));
    }
    return high - low;
  }

  private static Regime sinceJump(List<Point> points, List<Jump> jumps, double sigma) {
    Jump last = jumps.getLast();
    int from = jumps.size() < 2 ? 0 : jumps.get(jumps.size() - 2).at();
    var before = Side.of(points.subList(from, last.at()));
    var after = Side.of(points.subList(last.at(), points.size()));
    double error = sigma * Math.sqrt(1 / before.xx() + 1 / after.xx());
    boolean same = Math.abs(after.slope() - before.slope()) <= SAME * error;
    if (last.bytes() < 0 || !same) {
      return cut(points, last.at(), Start.JUMP, last.bytes());
    }
    double slope =
        (before.slope() * before.xx() + after.slope() * after.xx()) / (before.xx() + after.xx());
    double shift = after.level() - before.level() - slope * (after.middle() - before.middle());
    List<Point> raised = new ArrayList<>();
    for (int i = from; i < points.size(); i++) {
      Point point = points.get(i);
      double bytes = point.bytes() + (i < last.at() ? shift : 0);
      raised.add(new Point(point.second(), Math.round(bytes), point.allocated()));
    }
    return new Regime(
        raised,
        Start.RAISED,
        shift,
        points.get(last.at()).second(),
        0,
        points.get(from).second() - points.getFirst().second());
  }

  private static Regime cut(List<Point> points, int at, Start start, double jump) {
    List<Point> left = points.subList(0, at);
    // the second highest: one floor may hold garbage that its cycle did not reach
    double highest =
        left.stream()
            .mapToLong(Point::bytes)
            .sorted()
            .skip(Math.max(0, at - 2))
            .findFirst()
            .orElse(0);
    return new Regime(
        points.subList(at, points.size()),
        start,
        jump,
        points.get(at).second(),
        highest,
        points.get(at).second() - points.getFirst().second());
  }

  /** The same stretch in other seconds. */
  Regime in(List<Point> others, long shiftedAtSecond, long beforeSeconds) {
    return new Regime(others, start, shift, shiftedAtSecond, highest, beforeSeconds);
  }

  /** Whether nothing was left out but what a jump was taken out of. */
  boolean isCut() {
    return start == Start.JUMP || start == Start.KNEE || start == Start.BEND;
  }

  /** The level now: the middle of the last three floors. */
  @Nullable Double level() {
    return points.isEmpty()
        ? null
        : points.subList(Math.max(0, points.size() - 3), points.size()).stream()
            .map(p -> (double) p.bytes())
            .sorted()
            .skip(Math.min(3, points.size()) / 2)
            .findFirst()
            .orElseThrow();
  }

  /** Least squares through one side of a jump. */
  private record Side(double middle, double level, double slope, double xx) {
    static Side of(List<Point> points) {
      double middle = points.stream().mapToLong(Point::second).average().orElseThrow();
      double level = points.stream().mapToLong(Point::bytes).average().orElseThrow();
      double xx = 0;
      double xy = 0;
      for (Point point : points) {
        xx += (point.second() - middle) * (point.second() - middle);
        xy += (point.second() - middle) * (point.bytes() - level);
      }
      return new Side(middle, level, xx <= 0 ? 0 : xy / xx, Math.max(1, xx));
    }
  }
}
