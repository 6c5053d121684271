package dev.memorysystem.agent.gc;

/**
 * Bytes allocated, told from heap use before each collection and after the one before it: for JVMs
 * that do not count them (before JDK 21). What a concurrent cycle is overtaken by is left out.
 */
final class Allocations {
  private long bytes;
  private long after;

  synchronized void collected(long heapBefore, long heapAfter) {
    bytes += Math.max(0, heapBefore - after);
    after = heapAfter;
  }

  /** Up to the last collection, since the agent was loaded; never falls. */
  synchronized long bytes() {
    return bytes;
  }
}
