package dev.memorysystem.agent.gc;

import java.util.OptionalLong;

/**
 * Finds completed old-generation cycles in the notifications of G1, which reports none as such.
 *
 * <p>Concurrent marking finds the garbage of the old generation; the mixed collections after it
 * (reported as young ones) take it away. Heap use is free of old garbage only when they are
 * through, so a cycle is complete, and its floor is the smallest heap use after any collection
 * since marking ended, at:
 *
 * <ul>
 *   <li>the first young collection after the last mixed one, or
 *   <li>the second young collection after marking when none was mixed: the first only prepares
 *       them, and G1 leaves them out when little is to gain, or
 *   <li>a full collection, or the end of the next marking.
 * </ul>
 *
 * <p>JDK 20+ reports the two pauses of marking, remark and cleanup. Older ones report nothing of
 * it: there a cycle begins with its first mixed collection.
 */
final class G1Cycles {
  private static final int MARKING_PAUSES = 2;
  private static final int YOUNG_WITHOUT_MIXED = 2;

  private int markingPauses;
  private boolean reclaiming;
  private boolean mixedSeen;
  private int youngAfterMarking;
  private long floor;

  /** A remark or cleanup pause. Returns the floor of the cycle before, if this ends it. */
  OptionalLong markingPause() {
    markingPauses++;
    if (markingPauses < MARKING_PAUSES) {
      return OptionalLong.empty();
    }
    boolean unfinished = reclaiming && youngAfterMarking > 0;
    OptionalLong before = unfinished ? OptionalLong.of(floor) : OptionalLong.empty();
    begin();
    return before;
  }

  /**
   * A young or mixed collection.
   *
   * @param heapAfter heap use after it, in bytes
   * @param mixed whether it took old regions too
   * @return the floor of the cycle that is complete by it
   */
  OptionalLong young(long heapAfter, boolean mixed) {
    if (!reclaiming) {
      if (!mixed) {
        return OptionalLong.empty();
      }
      begin();
    }
    floor = Math.min(floor, heapAfter);
    youngAfterMarking++;
    if (mixed) {
      mixedSeen = true;
      return OptionalLong.empty();
    }
    if (mixedSeen || youngAfterMarking >= YOUNG_WITHOUT_MIXED) {
      reclaiming = false;
      return OptionalLong.of(floor);
    }
    return OptionalLong.empty();
  }

  /** A full collection: it ends whatever was under way. */
  void full() {
    markingPauses = 0;
    reclaiming = false;
  }

  private void begin() {
    markingPauses = 0;
    reclaiming = true;
    mixedSeen = false;
    youngAfterMarking = 0;
    floor = Long.MAX_VALUE;
  }
}
