package dev.memorysystem.collector.pipeline;

import java.time.Duration;

/**
 * How long things are kept after they were last heard of.
 *
 * @param series minutes of series
 * @param processes in the list of processes
 * @param workloads their states, assessments and findings; and resolved findings of any
 */
public record Retention(Duration series, Duration processes, Duration workloads) {
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(30));

  public Retention {
    if (!series.isPositive() || !processes.isPositive() || !workloads.isPositive()) {
      throw new IllegalArgumentException("retention times must be positive");
    }
  }
}
