package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What grew while a process still warmed up counts where it lies on the line of what came after:
 * one growth, that loading and compiling did not make. On a busy machine warm-up takes minutes, in
 * which a leak has used up much of what was free.
 */
final class WarmUpLine {
  /** How far back a line may be drawn, as a multiple of the time it was drawn from. Chosen. */
  private static final double BACK = 2;

  /** Distance from the line that is none, in standard deviations of the noise around it. */
  private static final double NOISE = 3;

  /** The same as a share of the limit: {@link MaterialGrowth} calls less immaterial. */
  private static final double SHARE_OF_LIMIT = 0.02;

  /** Share by which a slope may differ and still be the same. Chosen. */
  private static final double SAME_SLOPE = 0.2;

  /** Share of the time since the beginning below which it matters to nobody what warm-up takes. */
  private static final double SHORT = 0.1;

  /**
   * Factor by which work may have been slower or faster meanwhile: more is another load. Chosen.
   */
  private static final double SAME_WORK = 1.5;

  private WarmUpLine() {}

  /**
   * Second from which on the points lie on one line, no later than the end of warm-up.
   *
   * @param points since {@link ProcessState#WARM_UP}, oldest first
   * @param warmUp second at which it ended
   * @param scale size against which growth is material
   */
  static long begins(List<Point> points, long warmUp, double scale) {
    int after = 0;
    while (after < points.size() && points.get(after).second() < warmUp) {
      after++;
    }
    List<Point> later = points.subList(after, points.size());
    if (after == 0
        || later.size() < EnoughObservation.POINTS
        || warmUp - ProcessState.WARM_UP < SHORT * later.getLast().second()) {
      return warmUp;
    }
    Trend line = Observation.trend(later);
    if (line == null || line.slope() <= 0) {
      return warmUp;
    }
    long end = later.getFirst().second();
    double near = Math.max(NOISE * line.noise(), SHARE_OF_LIMIT * scale);
    long begins = warmUp;
    for (int i = after - 1; i >= 0; i--) {
      Point point = points.get(i);
      long back = end - point.second();
      double off = Math.abs(point.bytes() - line.at(point.second()));
      if (back > BACK * Observation.span(later)
          || off > near + SAME_SLOPE * line.slope() * back
          || !sameWork(point, later)) {
        break;
      }
      begins = point.second();
    }
    return begins;
  }

  /** Whether as much was allocated in a second since a point as later; so where nobody says it. */
  private static boolean sameWork(Point point, List<Point> later) {
    Double before = rate(point, later.getFirst());
    Double after = rate(later.getFirst(), later.getLast());
    return before == null
        || after == null
        || (before <= SAME_WORK * after && after <= SAME_WORK * before);
  }

  /** Of allocation between two points; absent when unknown. */
  private static @Nullable Double rate(Point from, Point to) {
    Long first = from.allocated();
    Long last = to.allocated();
    return first == null || last == null || to.second() <= from.second()
        ? null
        : (last - first) / (double) (to.second() - from.second());
  }
}
