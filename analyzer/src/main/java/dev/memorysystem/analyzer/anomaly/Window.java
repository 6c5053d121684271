package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.series.ProcessState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Half a minute or more of a process.
 *
 * @param from its first counters
 * @param to its last
 * @param floor smallest heap use after a collection, bytes; absent when none ran
 * @param limit largest heap, bytes; absent when nothing bounds it
 */
record Window(Beat from, Beat to, @Nullable Long floor, @Nullable Long limit) {
  /** Seconds: two of the agent's reports; enough for several young collections. */
  static final double SECONDS = 30;

  static Window of(Pulse pulse, Beat to, ProcessState process) {
    return new Window(pulse.opened(), to, pulse.floor(), process.limits().heap());
  }

  double seconds() {
    return from.secondsTo(to);
  }

  Instant begins() {
    return from.at();
  }

  Instant ends() {
    return to.at();
  }

  /** Bytes a second; absent when unknown. */
  @Nullable Double allocationRate() {
    Long first = from.allocated();
    Long last = to.allocated();
    return first == null || last == null
        ? null
        : Double.valueOf(((double) last - first) / seconds());
  }

  /** Share of the time spent in collection pauses, 0 to 1; absent when unknown. */
  @Nullable Double gcShare() {
    Double first = from.gcSeconds();
    Double last = to.gcSeconds();
    return first == null || last == null
        ? null
        : Double.valueOf(Math.min(1, (last - first) / seconds()));
  }

  /** Collections in it; 0 when unknown. */
  long collections() {
    Long first = from.collections();
    Long last = to.collections();
    return first == null || last == null ? 0 : last - first;
  }
}
