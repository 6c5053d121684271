package dev.memorysystem.collector.pipeline;

import java.time.Duration;

/**
 * How long things are kept after they were last heard of, and how much of them.
 *
 * @param series minutes of series
 * @param processes in the list of processes
 * @param workloads their states, assessments and findings; and resolved findings of any
 * @param bytes of the database, above which the oldest series go; 0 for half of the volume
 */
public record Retention(Duration series, Duration processes, Duration workloads, long bytes) {
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(30), 0);

  public Retention {
    if (!series.isPositive() || !processes.isPositive() || !workloads.isPositive()) {
      throw new IllegalArgumentException("retention times must be positive");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("the size of the database cannot be negative");
    }
  }
}
