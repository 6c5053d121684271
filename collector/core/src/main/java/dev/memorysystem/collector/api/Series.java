package dev.memorysystem.collector.api;

import java.time.Instant;
import java.util.List;

/**
 * One metric of one process, one row a minute.
 *
 * @param attributes {@code name=value} joined by commas, sorted; empty when there are none
 */
public record Series(String instanceId, String metric, String attributes, List<Minute> minutes) {
  public Series {
    minutes = List.copyOf(minutes);
  }

  /**
   * What was seen within one minute.
   *
   * @param at its beginning, event time
   */
  public record Minute(Instant at, double min, double max, double last) {}
}
