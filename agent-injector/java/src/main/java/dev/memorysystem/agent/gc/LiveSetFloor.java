package dev.memorysystem.agent.gc;

import java.util.OptionalLong;

/**
 * The smallest heap use seen after collections within a reporting interval. Written by the thread
 * that delivers notifications, read by the reporting thread.
 */
final class LiveSetFloor {
  private static final long NONE = Long.MAX_VALUE;

  private long floor = NONE;
  private long oldFloor = NONE;
  private long oldCycles;

  LiveSetFloor(long oldCyclesBefore) {
    this.oldCycles = oldCyclesBefore;
  }

  synchronized void collected(long heapAfter) {
    floor = Math.min(floor, heapAfter);
  }

  synchronized void oldCycleCompleted(long heapAfter) {
    oldCycles++;
    oldFloor = Math.min(oldFloor, heapAfter);
  }

  synchronized long oldCycles() {
    return oldCycles;
  }

  /** What was seen since the last call. */
  synchronized Window next() {
    Window window = new Window(known(floor), known(oldFloor), oldCycles);
    floor = NONE;
    oldFloor = NONE;
    return window;
  }

  private static OptionalLong known(long bytes) {
    return bytes == NONE ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  /** Bytes; completed old-generation cycles are counted since process start. */
  static final class Window {
    final OptionalLong floor;
    final OptionalLong oldFloor;
    final long oldCycles;

    Window(OptionalLong floor, OptionalLong oldFloor, long oldCycles) {
      this.floor = floor;
      this.oldFloor = oldFloor;
      this.oldCycles = oldCycles;
    }
  }
}
