package dev.memorysystem.accuracy.simulate;

import org.jspecify.annotations.Nullable;

/** What an agent sees of the collections of one reporting interval; counters go on. */
final class Window {
  private double floor = Double.POSITIVE_INFINITY;
  private double oldFloor = Double.POSITIVE_INFINITY;
  private long collections;
  private long oldCycles;
  private double gcSeconds;

  void collected(double usedAfter, long times, double seconds) {
    floor = Math.min(floor, usedAfter);
    collections += times;
    gcSeconds += seconds;
  }

  void oldCycles(double usedAfter, long times) {
    oldFloor = Math.min(oldFloor, usedAfter);
    oldCycles += times;
  }

  void next() {
    floor = Double.POSITIVE_INFINITY;
    oldFloor = Double.POSITIVE_INFINITY;
  }

  @Nullable Long floor() {
    return known(floor);
  }

  @Nullable Long oldFloor() {
    return known(oldFloor);
  }

  private static @Nullable Long known(double bytes) {
    return Double.isInfinite(bytes) ? null : Long.valueOf((long) bytes);
  }

  long collections() {
    return collections;
  }

  long oldCycles() {
    return oldCycles;
  }

  double gcSeconds() {
    return gcSeconds;
  }
}
