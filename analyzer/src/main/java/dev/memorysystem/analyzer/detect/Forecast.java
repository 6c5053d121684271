package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.statistics.Trend;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the live set meets the limit that binds: the line's level now, carried on at the 90 %, 50 %
 * and 10 % quantiles of its slope. It assumes that the load stays as it is.
 */
final class Forecast {
  private Forecast() {}

  static @Nullable Exhaustion of(Observation seen) {
    Binding binding = seen.binding();
    Trend trend = seen.trend();
    if (binding == null || trend == null) {
      return null;
    }
    double free = Math.max(0, binding.level() - seen.levelNow(trend));
    return new Exhaustion(
        binding.bytes(),
        met(seen, free, trend.slopeQuantile(0.9)),
        met(seen, free, trend.slope()),
        met(seen, free, trend.slopeQuantile(0.1)),
        seen.at());
  }

  private static @Nullable Instant met(Observation seen, double free, double slope) {
    if (slope <= 0) {
      return null;
    }
    double seconds = free / slope;
    return seconds > seen.horizon().toSeconds() ? null : seen.at().plusSeconds((long) seconds);
  }
}
