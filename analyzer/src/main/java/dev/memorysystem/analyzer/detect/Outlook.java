package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long until a limit is met if growth goes on at its pace and the load stays as it is, and how
 * large an error of that is usual.
 *
 * @param limit bytes, or how many, of the limit that binds
 * @param seconds from now on; 0 when it is met
 * @param scale by how much the logarithm of the time may be off: what {@link Forecast} takes so
 *     many times
 */
public record Outlook(long limit, double seconds, double scale) {
  /** Standard errors of the slope by which growth in the time to come differs from before. */
  private static final double PACE = 2;

  /**
   * By how much of the heap the level at which it is full is uncertain, as of garbage in floors.
   */
  private static final double FULL = 0.02;

  /** Error that is left where slope and limit are known: no growth is a straight line. */
  private static final double LEAST = 0.02;

  /** Of one kind of memory of a process; empty where nothing can be predicted. */
  public static Optional<Outlook> of(
      ProcessState process, LeakKind kind, Instant at, Duration horizon) {
    return kind == LeakKind.HEAP
        ? of(Observation.of(process, at, horizon, List.of()))
        : process.gauge(kind).flatMap(gauge -> of(Observation.of(process, gauge, at, horizon)));
  }

  /** Empty without a limit, or when the slope's interval of 95 % holds zero. */
  static Optional<Outlook> of(Observation seen) {
    Trend trend = seen.trend();
    Binding binding = seen.binding();
    Headroom headroom = seen.headroom();
    if (trend == null || binding == null || headroom == null || trend.slopeQuantile(0.025) <= 0) {
      return Optional.empty();
    }
    // the garbage cannot grow faster than what holds it
    double slope = Math.max(trend.slope() / 2, trend.slope() - headroom.garbageSlope());
    double room = Math.max(0, headroom.level() - seen.levelNow(trend) + headroom.garbage());
    double pace = PACE * trend.slopeError() / trend.slope();
    double full = seen.subject() == Subject.HEAP && room > 0 ? FULL * headroom.level() / room : 0;
    return Optional.of(
        new Outlook(
            binding.bytes(), room / slope, Math.sqrt(pace * pace + full * full + LEAST * LEAST)));
  }
}
