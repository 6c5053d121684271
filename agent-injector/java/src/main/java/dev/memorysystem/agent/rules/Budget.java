package dev.memorysystem.agent.rules;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a rule takes: the time that its events took, on the wall's clock, for the CPU's costs more
 * to read than the event. Each counts a millisecond at most: a thread that lost its core in the
 * midst took none of it.
 */
final class Budget {
  /** Seconds whose share may be taken at once; chosen, as for walks. */
  private static final double ADVANCE = 170;

  private static final long LONGEST = 1_000_000;

  private final LongAdder nanos = new LongAdder();
  private final long began = System.nanoTime();
  private volatile double cores;

  Budget(double cores) {
    this.cores = cores;
  }

  /** From now on it is that much. */
  void set(double share) {
    cores = share;
  }

  void spend(long nanoseconds) {
    nanos.add(Math.min(LONGEST, nanoseconds));
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }

  /** Whether there is room for a stack: half of the budget is for them. */
  boolean coversStack() {
    return seconds() < allowed() / 2;
  }

  boolean isExceeded() {
    return seconds() > allowed();
  }

  private double allowed() {
    return cores * (ADVANCE + (System.nanoTime() - began) / 1e9);
  }
}
