package dev.memorysystem.collector.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes when a test says so. */
final class SteppedClock extends Clock {
  private volatile Instant now;
  private volatile long nanos;

  SteppedClock(Instant start) {
    now = start;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
    now = now.plus(time);
  }

  /** The clock is set; no time passes. */
  void jump(Duration by) {
    now = now.plus(by);
  }

  /** As {@link System#nanoTime()}. */
  long nanoTime() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
