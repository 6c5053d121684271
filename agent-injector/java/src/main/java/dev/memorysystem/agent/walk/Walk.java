package dev.memorysystem.agent.walk;

import java.util.List;

/** What one completed walk found. */
public final class Walk {
  private final long processSeconds;
  private final double wallSeconds;
  private final double cpuSeconds;
  private final int visited;
  private final boolean complete;
  private final List<Container> containers;

  Walk(
      long processSeconds,
      double wallSeconds,
      double cpuSeconds,
      int visited,
      boolean complete,
      List<Container> containers) {
    this.processSeconds = processSeconds;
    this.wallSeconds = wallSeconds;
    this.cpuSeconds = cpuSeconds;
    this.visited = visited;
    this.complete = complete;
    this.containers = containers;
  }

  /** Age of the process when it ended. */
  public long processSeconds() {
    return processSeconds;
  }

  public double wallSeconds() {
    return wallSeconds;
  }

  /** Of the walking thread. */
  public double cpuSeconds() {
    return cpuSeconds;
  }

  /** Objects looked at. */
  public int visited() {
    return visited;
  }

  /** Whether no bound on what a walk looks at was met. */
  public boolean isComplete() {
    return complete;
  }

  /** Those that grew most first, then the largest. */
  public List<Container> containers() {
    return containers;
  }
}
