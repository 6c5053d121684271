package dev.memorysystem.agent.sampler.jvmti;

import java.util.ArrayDeque;
import java.util.Deque;

/** When old-generation cycles completed: what was born before the last k of them outlived k. */
final class OldCycles {
  /** Completed cycles that an object must have lived through to be old; ADR 23. */
  static final int TO_BE_OLD = 2;

  private static final int REMEMBERED = TO_BE_OLD + 2;

  /** The times of the latest, that is no later than they were, newest first. */
  private final Deque<Long> completed = new ArrayDeque<>();

  private long count;
  private long lastLook;

  OldCycles(long nowNanos, long count) {
    this.lastLook = nowNanos;
    this.count = count;
  }

  /** There have been so many by now. */
  void look(long nowNanos, long cycles) {
    for (long i = Math.max(count, cycles - REMEMBERED); i < cycles; i++) {
      completed.addFirst(lastLook);
      if (completed.size() > REMEMBERED) {
        completed.removeLast();
      }
    }
    count = Math.max(count, cycles);
    lastLook = nowNanos;
  }

  /** Objects born before it outlived so many cycles; {@link Long#MIN_VALUE} when none can have. */
  long before(int cycles) {
    if (completed.size() <= cycles) {
      return Long.MIN_VALUE;
    }
    return completed.stream().skip(cycles).findFirst().orElse(Long.MIN_VALUE);
  }
}
