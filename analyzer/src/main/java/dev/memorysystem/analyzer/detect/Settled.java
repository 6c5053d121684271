package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.ProcessState;

/** When a process has warmed up. */
public final class Settled {
  private Settled() {}

  /** Seconds of a process's life put down to warm-up. */
  public static long after(ProcessState process) {
    return Observation.warmUp(process);
  }
}
