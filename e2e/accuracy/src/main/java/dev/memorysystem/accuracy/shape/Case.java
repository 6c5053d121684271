package dev.memorysystem.accuracy.shape;

import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one workload, and the truth.
 *
 * @param name of its shape, or of a recording
 * @param detail what tells it from others of its name
 * @param signals in order of arrival: a leak's end with half of its life
 * @param starts when it begins
 * @param leak absent where nothing leaks
 * @param interval between two reports
 */
public record Case(
    String name,
    String detail,
    List<Arrival> signals,
    Instant starts,
    @Nullable Leak leak,
    Duration interval) {
  public Case {
    signals = List.copyOf(signals);
  }

  /** A signal, and when it arrived: its own time is that of its sender's clock. */
  public record Arrival(Instant at, Signal signal) {}

  /**
   * @param from when it begins to leak
   * @param exhausted when memory runs out
   */
  public record Leak(Instant from, Instant exhausted) {
    /** When half of its life is over. */
    public Instant half() {
      return from.plus(Duration.between(from, exhausted).dividedBy(2));
    }

    /** Share of its life that is over, 0 to 1. */
    public double share(Instant at) {
      return (double) Duration.between(from, at).toMillis()
          / Duration.between(from, exhausted).toMillis();
    }
  }
}
