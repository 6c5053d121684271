package dev.memorysystem.analyzer.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the binding limit is reached, as points in time.
 *
 * @param limit bytes of the limit that binds
 * @param p10 with 10 % probability it is reached before this; absent when beyond the horizon
 * @param p50 the median; absent when beyond the horizon
 * @param p90 absent when beyond the horizon
 * @param assessedAt event time of this forecast
 */
public record Exhaustion(
    long limit,
    @Nullable Instant p10,
    @Nullable Instant p50,
    @Nullable Instant p90,
    Instant assessedAt) {
  /** The one whose median is earlier; the first when neither has one, or both are as early. */
  public static @Nullable Exhaustion earlier(@Nullable Exhaustion one, @Nullable Exhaustion other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Instant first = one.p50();
    Instant second = other.p50();
    return second != null && (first == null || second.isBefore(first)) ? other : one;
  }
}
