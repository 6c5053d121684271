package dev.memorysystem.analyzer.anomaly;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a process to tell the unusual: a few hundred characters of JSON.
 *
 * @param instanceId of the process
 * @param opened counters at the beginning of the window that is open
 * @param last newest counters
 * @param floor smallest heap use after a collection in the open window, bytes; absent without any
 * @param rates of allocation in the windows since it had warmed up
 * @param burst whether it allocates unusually fast
 * @param thrash whether collections free little near the limit
 */
public record Pulse(
    String instanceId,
    Beat opened,
    Beat last,
    @Nullable Long floor,
    Rates rates,
    Streak burst,
    Streak thrash) {
  public Pulse {
    rates = Objects.requireNonNullElse(rates, Rates.NONE);
    burst = Objects.requireNonNullElse(burst, Streak.NONE);
    thrash = Objects.requireNonNullElse(thrash, Streak.NONE);
  }

  static Pulse of(String instanceId, Beat first) {
    return new Pulse(instanceId, first, first, null, Rates.NONE, Streak.NONE, Streak.NONE);
  }

  /** With one more report. */
  Pulse with(Beat now, @Nullable Long level) {
    return new Pulse(instanceId, opened, now, smaller(floor, level), rates, burst, thrash);
  }

  /** With a new window, its counters going on from the newest. */
  Pulse reopened(Rates known, Streak bursting, Streak thrashing) {
    return new Pulse(instanceId, last, last, null, known, bursting, thrashing);
  }

  static @Nullable Long smaller(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Long.valueOf(Math.min(one, other));
  }
}
