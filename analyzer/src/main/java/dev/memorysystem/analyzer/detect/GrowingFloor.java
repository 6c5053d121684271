package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.statistics.Trend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what survives old-generation cycles grow? The median of pairwise slopes with its 95 %
 * interval, autocorrelation allowed for, must exclude 0.
 */
final class GrowingFloor implements Rule {
  /** Two-sided 5 %, which is what the interval of 95 % excludes. */
  private static final double NOMINAL = 1.96;

  /**
   * A floor without a trend is called flat when even the upper end of its slope would need more
   * than this many times the time watched to use up what is free. Chosen: a leak ten times slower
   * is found by watching ten times longer.
   */
  static final double FLAT = 10;

  /**
   * The same for a floor with a trend, which is then too slow to matter yet: what it has grown is
   * below the noise that most services have for reasons of their own. Chosen from recordings of
   * fixed libraries, whose floors drift by up to 4 % of what is free in five minutes.
   */
  private static final double SLOW = 20;

  /** How much longer than for a leak one must watch to call a floor flat. */
  private static final double LONGER = 1.5;

  @Override
  public String name() {
    return "growing live set";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend trend = seen.trend();
    if (trend == null) {
      return new Answer.CannotSay(
          "No line can be drawn through %s yet.".formatted(seen.subject().noun()));
    }
    var flat = flat(seen, trend, seen.span());
    if (flat != null) {
      return flat;
    }
    if (trend.z() >= NOMINAL && trend.slopeQuantile(0.025) > 0) {
      return new Answer.Leak(
          "%s grows by %s.".formatted(seen.subject().start(), interval(seen, trend)));
    }
    Answer quiet = quietLately(seen);
    if (quiet != null) {
      return quiet;
    }
    return new Answer.CannotSay(
        "%s moves by %s: growth can neither be seen nor excluded yet."
            .formatted(seen.subject().start(), interval(seen, trend)));
  }

  /** Whether it would be called flat. */
  static boolean isFlat(Observation seen) {
    Trend trend = seen.trend();
    return trend != null && (flat(seen, trend, seen.span()) != null || quietLately(seen) != null);
  }

  /** Not a leak when the later half is flat, or growth has surely stopped; else null. */
  private static @Nullable Answer quietLately(Observation seen) {
    List<Point> points = seen.oldFloors();
    List<Point> half = points.subList(points.size() / 2, points.size());
    Trend recent = Observation.trend(half);
    var flat = recent == null ? null : flat(seen, recent, Observation.span(half));
    return flat == null ? StillGrowing.stopped(seen) : flat;
  }

  /** Not a leak when nothing rises that would matter soon; null when that cannot be said. */
  static Answer.@Nullable NotLeak flat(Observation seen, Trend trend, long span) {
    return flat(seen, trend, span, trend.z() < NOMINAL ? FLAT : SLOW);
  }

  /**
   * The same of floors after any collection, which garbage makes rise whether anything is kept or
   * not: that they do says nothing, and all of it counts as if it were live.
   */
  static Answer.@Nullable NotLeak flatWithGarbage(Observation seen, Trend trend) {
    return flat(seen, trend, seen.watched(), FLAT);
  }

  private static Answer.@Nullable NotLeak flat(
      Observation seen, Trend trend, long span, double times) {
    double free = seen.scale() - trend.at(seen.now());
    double most = trend.slopeQuantile(0.975);
    if (span < LONGER * EnoughObservation.SHORTEST || most * span * times >= free) {
      return null;
    }
    return new Answer.NotLeak(
        "Nothing grows that matters: over %s %s stays near %s, growing by at most %s (95 %%)."
            .formatted(
                Words.duration(span),
                seen.subject().noun(),
                seen.subject().amount(trend.at(seen.now())),
                seen.subject().rate(Math.max(0, most) * Observation.SECONDS_PER_HOUR)));
  }

  private static String interval(Observation seen, Trend trend) {
    return "%s (95 %% interval %s to %s) over %d %s"
        .formatted(
            seen.subject().rate(trend.slope() * Observation.SECONDS_PER_HOUR),
            seen.subject().rate(trend.slopeQuantile(0.025) * Observation.SECONDS_PER_HOUR),
            seen.subject().rate(trend.slopeQuantile(0.975) * Observation.SECONDS_PER_HOUR),
            trend.points(),
            seen.subject().points());
  }
}
