package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.JdkParts;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether the Java heap has room for a walk. What lies where objects are born is left out: the next
 * young collection frees most of it, and in a small heap it takes half of what there is. Where a
 * collector has no such place, or the JVM no module to ask, garbage counts as taken.
 */
final class HeapRoom {
  /** Bytes that have to be free: twice what a walk takes at most. */
  private static final long ROOM = 4 << 20;

  private final long max;
  private final LongSupplier used;
  private final LongSupplier newborn;

  /**
   * @param max bytes that the heap may have
   * @param used bytes of it that are, garbage included
   * @param newborn bytes of these where objects are born
   */
  HeapRoom(long max, LongSupplier used, LongSupplier newborn) {
    this.max = max;
    this.used = used;
    this.newborn = newborn;
  }

  static HeapRoom ofThisJvm() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapRoom(
        runtime.maxMemory(),
        () -> runtime.totalMemory() - runtime.freeMemory(),
        JdkParts.has(JdkParts.MANAGEMENT) ? usedOf(edens()) : () -> 0);
  }

  private static List<MemoryPoolMXBean> edens() {
    List<MemoryPoolMXBean> edens = new ArrayList<>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getName().endsWith("Eden Space")) {
        edens.add(pool);
      }
    }
    return edens;
  }

  private static LongSupplier usedOf(List<MemoryPoolMXBean> pools) {
    return () -> used(pools);
  }

  private static long used(List<MemoryPoolMXBean> pools) {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage usage = pool.getUsage();
      used += usage == null ? 0 : usage.getUsed();
    }
    return used;
  }

  boolean isLeft() {
    return max - Math.max(0, used.getAsLong() - newborn.getAsLong()) >= ROOM;
  }
}
