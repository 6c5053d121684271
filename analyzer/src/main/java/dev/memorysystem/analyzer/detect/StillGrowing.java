package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;

/**
 * Does it grow all the way to now? A cache that filled and stays, a step and a warm-up grew early
 * and stopped; a step that has just happened grew in one jump.
 */
final class StillGrowing implements Rule {
  /** Share of the points that count as recent. */
  private static final double RECENT = 1.0 / 3;

  /**
   * Recent slope as a share of the whole, at least. A cache filling towards its bound at random
   * keeps half after 1.3 time constants; Coroot asks 0.3 of a quarter.
   */
  private static final double KEPT = 0.5;

  /** Each quarter's part of the growth, as a share of an even part, at least. */
  private static final double EVEN = 0.1;

  @Override
  public String name() {
    return "still growing";
  }

  @Override
  public Answer judge(Observation seen) {
    List<Point> points = seen.oldFloors();
    int from = Math.min((int) Math.ceil(points.size() * (1 - RECENT)), points.size() - 4);
    List<Point> recentPoints = points.subList(Math.max(0, from), points.size());
    Trend whole = seen.trend();
    Trend recent = Observation.trend(recentPoints);
    if (whole == null || recent == null) {
      return new Answer.CannotSay(
          "Too few old-generation floors to compare early and late growth.");
    }
    String compared =
        "%s in the last %s against %s overall"
            .formatted(
                Words.rate(recent.slope() * Observation.SECONDS_PER_HOUR),
                Words.duration(Observation.span(recentPoints)),
                Words.rate(whole.slope() * Observation.SECONDS_PER_HOUR));
    if (recent.slope() < KEPT * whole.slope()) {
      boolean surely = recent.slopeQuantile(0.9) < KEPT * whole.slope();
      return surely
          ? new Answer.NotLeak(
              "Growth stopped: %s, near %s."
                  .formatted(compared, Words.bytes(recent.at(seen.now()))))
          : new Answer.CannotSay("Growth may have stopped: %s.".formatted(compared));
    }
    double least = leastQuarter(points);
    double even = whole.slope() * seen.span() / 3;
    return least < EVEN * even
        ? new Answer.CannotSay(
            "Growth came in a jump: the least of the steps between quarters of the time was %s, of %s overall."
                .formatted(Words.bytes(least), Words.bytes(3 * even)))
        : new Answer.Leak("It grows steadily to now: %s.".formatted(compared));
  }

  /** Smallest step between the median levels of successive quarters of the time. */
  private static double leastQuarter(List<Point> points) {
    double least = Double.POSITIVE_INFINITY;
    double before = Double.NaN;
    long start = points.getFirst().second();
    double length = (Observation.span(points) + 1) / 4.0;
    for (int quarter = 0; quarter < 4; quarter++) {
      double from = start + quarter * length;
      List<Long> levels =
          points.stream()
              .filter(p -> p.second() >= from && p.second() < from + length)
              .map(Point::bytes)
              .sorted()
              .toList();
      if (!levels.isEmpty()) {
        double level = levels.get(levels.size() / 2);
        if (!Double.isNaN(before)) {
          least = Math.min(least, level - before);
        }
        before = level;
      }
    }
    return least;
  }
}
