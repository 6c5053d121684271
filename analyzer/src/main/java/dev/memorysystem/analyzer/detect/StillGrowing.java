package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does it grow all the way to now? A cache that filled and stays, a step and a warm-up grew early
 * and stopped; a step that has just happened grew in one jump.
 */
final class StillGrowing implements Rule {
  /** Points a recent line needs. */
  private static final int LINE = 4;

  /** Share of the points that count as recent. */
  private static final double RECENT = 1.0 / 3;

  /**
   * Recent slope as a share of the whole, at least. A cache whose misses fall as it fills has
   * slowed to this by a third of its time constant, a leak under steady load stays near 1.
   */
  private static final double KEPT = 0.75;

  /** Below this share, if surely, growth has stopped. */
  private static final double STOPPED = 0.5;

  /** Each quarter's part of the growth, as a share of an even part, at least. */
  private static final double EVEN = 0.1;

  @Override
  public String name() {
    return "still growing";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend whole = seen.trend();
    Trend recent = Observation.trend(recent(seen));
    if (whole == null || recent == null) {
      return new Answer.CannotSay(
          "Too few %s to compare early and late growth.".formatted(seen.subject().points()));
    }
    var stopped = stopped(seen);
    if (stopped != null) {
      return stopped;
    }
    // of few points the slope itself has to be kept; of more it must not have fallen for sure
    boolean few = seen.curve().shapes() == null;
    double kept = few ? recent.slope() : recent.slopeQuantile(0.9);
    if (kept < KEPT * whole.slope()) {
      return new Answer.CannotSay(
          "Growth is slowing, as in a cache that fills: %s.".formatted(compared(seen)));
    }
    double least = leastQuarter(seen.oldFloors());
    double even = whole.slope() * seen.span() / 3;
    return few && least < EVEN * even
        ? new Answer.CannotSay(
            "Growth came in a jump: the least step between quarters of the time was %s, of %s in all."
                .formatted(seen.subject().amount(least), seen.subject().amount(3 * even)))
        : new Answer.Leak("It grows steadily to now: %s.".formatted(compared(seen)));
  }

  /** Not a leak when it grew and surely grows no more; null when that cannot be said. */
  static Answer.@Nullable NotLeak stopped(Observation seen) {
    Trend whole = seen.trend();
    Trend recent = Observation.trend(recent(seen));
    if (whole == null
        || recent == null
        || whole.slope() <= 0
        || recent.slopeQuantile(0.9) >= STOPPED * whole.slope()) {
      return null;
    }
    return new Answer.NotLeak(
        "Growth stopped: %s, near %s."
            .formatted(compared(seen), seen.subject().amount(recent.at(seen.now()))));
  }

  private static List<Point> recent(Observation seen) {
    List<Point> points = seen.oldFloors();
    int count = Math.max(LINE, (int) (RECENT * points.size()));
    return points.subList(Math.max(0, points.size() - count), points.size());
  }

  private static String compared(Observation seen) {
    Trend whole = Objects.requireNonNull(seen.trend(), "compared only with a trend");
    Trend recent = Objects.requireNonNull(Observation.trend(recent(seen)), "as above");
    return "%s in the last %s against %s overall"
        .formatted(
            seen.subject().rate(recent.slope() * Observation.SECONDS_PER_HOUR),
            Words.duration(Observation.span(recent(seen))),
            seen.subject().rate(whole.slope() * Observation.SECONDS_PER_HOUR));
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
