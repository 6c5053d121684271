package org.pacedload;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Whether the process does little but collect garbage in a full heap. The parallel collector of
 * HotSpot ends such a process with an OutOfMemoryError ("GC overhead limit exceeded": 98 % of the
 * time, less than 2 % of the heap free); G1 lets it go on for minutes, in which it serves almost
 * nothing.
 */
final class Overhead {
  /** Chosen: at half of the time a service has fallen behind for good. */
  private static final double LIMIT = 0.5;

  /** Chosen; on a busy machine collections of a heap that has room may take long, too. */
  private static final double FULL = 0.9;

  private static final long WINDOW_NANOS = 20_000_000_000L;

  private final List<GarbageCollectorMXBean> pausing =
      ManagementFactory.getGarbageCollectorMXBeans().stream().filter(Overhead::pauses).toList();
  private long since = System.nanoTime();
  private long spentMillis = spentMillis();

  /** Of the last whole window, once for each. */
  boolean exceeded() {
    long now = System.nanoTime();
    if (now - since < WINDOW_NANOS) {
      return false;
    }
    long before = spentMillis;
    spentMillis = spentMillis();
    double share = (spentMillis - before) * 1e6 / (now - since);
    since = now;
    return share >= LIMIT && isFull();
  }

  private static boolean isFull() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory() >= FULL * runtime.maxMemory();
  }

  /** Some beans count what runs beside the program. */
  private static boolean pauses(GarbageCollectorMXBean bean) {
    return !bean.getName().endsWith("Cycles") && !bean.getName().contains("Concurrent");
  }

  private long spentMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean each : pausing) {
      millis += Math.max(0, each.getCollectionTime());
    }
    return millis;
  }
}
