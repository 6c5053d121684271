package dev.memorysystem.agent.walk;

import java.util.List;

/** What one search for samples found. */
public final class Retained {
  private final long processSeconds;
  private final List<RetainedPath> paths;

  Retained(long processSeconds, List<RetainedPath> paths) {
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
}
