package dev.memorysystem.agent.walk;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets a walk work for two milliseconds at a time, then rest, and ends it when it must not go on.
 */
final class Slices {
  /** Nanoseconds of work between two rests; chosen: far below a scheduler's slice. */
  private static final long WORK = 2_000_000;

  /** Milliseconds of rest: a fifth of one core is the most a walk takes. */
  private static final long REST = 8;

  /** Steps between two looks at the clock, some 10 µs. */
  private static final int STEPS = 64;

  private final BooleanSupplier mayGoOn;
  private final LongSupplier clock;
  private long sliceBegan;
  private int steps;
  private boolean ended;

  /**
   * @param clock nanoseconds
   */
  Slices(BooleanSupplier mayGoOn, LongSupplier clock) {
    this.mayGoOn = mayGoOn;
    this.clock = clock;
    this.sliceBegan = clock.getAsLong();
  }

  /** To be called at each step; false: end the walk now. */
  boolean next() {
    if (++steps % STEPS != 0 || ended) {
      return !ended;
    }
    if (clock.getAsLong() - sliceBegan >= WORK) {
      rest();
    }
    return !ended;
  }

  private void rest() {
    try {
      Thread.sleep(REST);
      ended = !mayGoOn.getAsBoolean();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      ended = true;
    }
    sliceBegan = clock.getAsLong();
  }
}
