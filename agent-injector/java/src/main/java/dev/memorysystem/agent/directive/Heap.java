package dev.memorysystem.agent.directive;

/** The Java heap of this process. */
final class Heap {
  private Heap() {}

  /** Bytes in use, garbage included. */
  static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Bytes that can still be allocated without collecting anything. */
  static long free() {
    return Runtime.getRuntime().maxMemory() - used();
  }
}
