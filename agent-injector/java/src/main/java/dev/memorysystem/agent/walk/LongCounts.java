package dev.memorysystem.agent.walk;

/** Counts by key, open addressing, growing to a bound. */
final class LongCounts {
  private static final int FIRST = 1 << 12;

  private final int max;
  private long[] keys = new long[FIRST];
  private short[] counts = new short[FIRST];
  private int size;

  /**
   * @param max most keys; more are counted as if they were new each time
   */
  LongCounts(int max) {
    this.max = max;
  }

  /** Adds one and returns the count before, at most 32,766. */
  int increment(long key) {
    long wanted = key == 0 ? 1 : key;
    int slot = slot(wanted);
    if (keys[slot] == 0) {
      if (size >= max) {
        return 0;
      }
      if (size * 2 >= keys.length) {
        grow();
        slot = slot(wanted);
      }
      keys[slot] = wanted;
      size++;
    }
    int before = counts[slot];
    if (before < Short.MAX_VALUE) {
      counts[slot] = (short) (before + 1);
    }
    return Math.min(before, Short.MAX_VALUE - 1);
  }

  /** The count without adding. */
  int get(long key) {
    return counts[slot(key == 0 ? 1 : key)];
  }

  int size() {
    return size;
  }

  /** Finalizer of MurmurHash3: every bit of the key decides. */
  static long mix(long key) {
    long mixed = key;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) mix(key) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    short[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new short[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
