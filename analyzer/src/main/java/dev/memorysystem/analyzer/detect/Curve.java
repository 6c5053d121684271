package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The floors of a process as they are judged: at the pace of its work where they follow that, and
 * without what was before the level shifted.
 *
 * @param points so judged; the first and the last are where they were in time
 * @param load what they follow; absent when the process does not say what it allocates
 * @param byWork whether time runs at the pace of the work
 * @param shapes how well growth and its end fit; absent for too few points
 */
record Curve(
    List<Point> points,
    Regime regime,
    @Nullable Load load,
    boolean byWork,
    @Nullable Shapes shapes) {
  /** Points that shapes need. */
  private static final int SHAPED = 8;

  Curve {
    points = List.copyOf(points);
  }

  /** As it is: neither cut nor compared with anything. */
  static Curve plain(List<Point> points) {
    return new Curve(points, Regime.whole(points), null, false, null);
  }

  static Curve of(List<Point> floors) {
    Load load = Load.of(floors);
    boolean byWork = load != null && load.work() >= Load.POSITIVE;
    Regime regime = Regime.of(byWork ? Load.steadied(floors) : floors);
    List<Point> points = regime.points();
    boolean shaped = points.size() >= SHAPED && Observation.span(points) > 0;
    return new Curve(points, regime, load, byWork, shaped ? shapes(points) : null);
  }

  private static Shapes shapes(List<Point> points) {
    return Shapes.of(
        points.stream().mapToDouble(Point::second).toArray(),
        points.stream().mapToDouble(Point::bytes).toArray());
  }
}
