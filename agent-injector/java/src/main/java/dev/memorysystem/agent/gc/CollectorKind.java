package dev.memorysystem.agent.gc;

/** What a collector bean's notifications mean. Names are those of HotSpot, JDK 8 to 25. */
enum CollectorKind {
  /** Collects the young generation; under G1 also some old regions, see {@link G1Cycles}. */
  YOUNG,
  /** Each notification is a completed collection of the old generation or of the whole heap. */
  OLD,
  /** The remark and cleanup pauses of G1's concurrent marking (JDK 20+). */
  G1_MARKING,
  /** Pauses of a concurrent collector, whose cycles have a bean of their own. */
  PAUSE;

  /**
   * @param bean name of the GarbageCollectorMXBean
   * @param action its notification's action, for collectors not known by name
   */
  static CollectorKind of(String bean, String action) {
    switch (bean) {
      case "G1 Young Generation":
      case "PS Scavenge":
      case "Copy":
      case "ParNew":
      case "ZGC Minor Cycles":
        return YOUNG;
      case "G1 Old Generation":
      case "PS MarkSweep":
      case "MarkSweepCompact":
      case "ConcurrentMarkSweep":
      case "ZGC":
      case "ZGC Cycles":
      case "ZGC Major Cycles":
      case "Shenandoah Cycles":
        return OLD;
      case "G1 Concurrent GC":
        return G1_MARKING;
      default:
        if (bean.endsWith("Pauses")) {
          return PAUSE;
        }
        return action.contains("major") || bean.contains("global") ? OLD : YOUNG;
    }
  }

  /** Whether the bean's collection time is time the application stood still. */
  static boolean isPauseTime(String bean) {
    return !bean.endsWith("Cycles") && !bean.equals("ZGC");
  }

  /** Whether the bean's collection count counts collections, not the pauses within one. */
  boolean countsCollections() {
    return this == YOUNG || this == OLD;
  }
}
