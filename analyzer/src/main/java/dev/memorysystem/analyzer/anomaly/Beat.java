package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.signal.LiveSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process's counters at one report.
 *
 * @param allocated bytes since its start
 * @param gcSeconds in collection pauses since its start
 * @param collections since its start
 */
public record Beat(
    Instant at, @Nullable Long allocated, @Nullable Double gcSeconds, @Nullable Long collections) {
  static Beat of(LiveSet signal) {
    return new Beat(signal.at(), signal.allocatedBytes(), signal.gcSeconds(), signal.collections());
  }

  /** Seconds from this to a later one. */
  double secondsTo(Beat later) {
    return seconds(Duration.between(at, later.at));
  }

  static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }

  /** Whether a later one counts on: no counter, and not the clock, went back. */
  boolean goesOnTo(Beat later) {
    return later.at.isAfter(at)
        && !isLess(later.allocated, allocated)
        && !isLess(later.gcSeconds, gcSeconds)
        && !isLess(later.collections, collections);
  }

  private static boolean isLess(@Nullable Number later, @Nullable Number before) {
    return later != null && before != null && later.doubleValue() < before.doubleValue();
  }
}
