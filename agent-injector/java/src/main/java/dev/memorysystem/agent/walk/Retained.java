package dev.memorysystem.agent.walk;

import java.util.List;
import java.util.OptionalDouble;

/** What one search for samples found. */
public final class Retained {
  private final long processSeconds;
  private final List<RetainedPath> paths;
  private final OptionalDouble pauseSeconds;

  Retained(long processSeconds, List<RetainedPath> paths, OptionalDouble pauseSeconds) {
    this.pauseSeconds = pauseSeconds;
    this.processSeconds = processSeconds;
    this.paths = paths;
  }

  /** Age of the process when it ended. */
  public long processSeconds() {
    return processSeconds;
  }

  /** One for each site that was looked for. */
  public List<RetainedPath> paths() {
    return paths;
  }

  /**
   * How long the application may have stood still so that stacks and native code were seen; absent
   * where it did not.
   */
  public OptionalDouble pauseSeconds() {
    return pauseSeconds;
  }
}
