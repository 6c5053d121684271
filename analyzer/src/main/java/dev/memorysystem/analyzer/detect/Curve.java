package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Shapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  static Curve of(List<Point> floors) {
    Load load = Load.of(floors);
    boolean byWork = load != null && load.work() >= Load.POSITIVE;
    Regime regime = byWork ? atWorksPace(floors) : Regime.of(floors);
    List<Point> points = regime.points();
    boolean shaped = points.size() >= SHAPED && Observation.span(points) > 0;
    return new Curve(points, regime, load, byWork, shaped ? shapes(points) : null);
  }

  /** The stretch of the floors had the load been steady, which begins when it began in truth. */
  private static Regime atWorksPace(List<Point> floors) {
    List<Point> steadied = Load.steadied(floors);
    Regime regime = Regime.of(steadied);
    Map<Long, Long> seconds = new HashMap<>();
    for (int i = 0; i < floors.size(); i++) {
      seconds.putIfAbsent(steadied.get(i).second(), floors.get(i).second());
    }
    List<Point> points =
        regime.points().stream()
            .map(p -> new Point(second(seconds, p.second()), p.bytes(), p.allocated()))
            .toList();
    return regime.start() == Regime.Start.WHOLE
        ? regime
        : regime.in(
            Load.steadied(points),
            second(seconds, regime.shiftedAt()),
            points.getFirst().second() - floors.getFirst().second());
  }

  private static long second(Map<Long, Long> seconds, long steadied) {
    return seconds.getOrDefault(steadied, steadied);
  }

  private static Shapes shapes(List<Point> points) {
    return Shapes.of(
        points.stream().mapToDouble(Point::second).toArray(),
        points.stream().mapToDouble(Point::bytes).toArray());
  }
}
