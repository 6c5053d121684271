package dev.memorysystem.analyzer.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether something goes on in a process, by windows in a row: so many of one sign begin it, so
 * many of the other end it.
 *
 * @param active whether it goes on
 * @param turning when the windows began that say otherwise; absent when the newest does not
 * @param usual level before them; absent when unknown
 * @param windows how many of them
 */
public record Streak(
    boolean active, @Nullable Instant turning, @Nullable Double usual, int windows) {
  static final Streak NONE = new Streak(false, null, null, 0);

  /** Half a minute of something may lie in two windows: three are a minute of it. Chosen. */
  private static final int IN_A_ROW = 3;

  Streak with(Reading reading, Window window) {
    Reading.Sign otherwise = active ? Reading.Sign.USUAL : Reading.Sign.UNUSUAL;
    if (reading.sign() != otherwise) {
      return new Streak(active, null, null, 0);
    }
    Streak begun = windows == 0 ? new Streak(active, window.begins(), reading.usual(), 0) : this;
    boolean turns = begun.windows + 1 >= IN_A_ROW;
    return new Streak(turns != active, begun.turning, begun.usual, turns ? 0 : begun.windows + 1);
  }

  /** Whether it may be beginning. */
  boolean isBeginning() {
    return !active && windows > 0;
  }
}
