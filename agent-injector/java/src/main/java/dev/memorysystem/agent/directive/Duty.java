package dev.memorysystem.agent.directive;

import java.util.concurrent.locks.LockSupport;

/** Rests after work, so that a long task takes a quarter of one core and not all of it. */
final class Duty implements Runnable {
  /** Nanoseconds of work between two rests; chosen: below a scheduler's slice. */
  private static final long WORK = 5_000_000;

  /** Rest for each unit of work. */
  private static final int REST = 3;

  private long began = System.nanoTime();

  @Override
  public void run() {
    long worked = System.nanoTime() - began;
    if (worked >= WORK) {
      LockSupport.parkNanos(worked * REST);
      began = System.nanoTime();
    }
  }
}
