package dev.memorysystem.scale;

import java.time.Duration;

/** How long containers have been watched when the measurement begins. */
public enum History {
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1)),
  WEEK(Duration.ofDays(7));

  private final Duration length;

  History(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }
}
