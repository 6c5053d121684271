package dev.memorysystem.agent.directive;

/** A set of numbers other than 0, eight to sixteen bytes each. */
final class LongSet {
  private static final int MAX_SIZE = 1 << 22;

  private long[] table = new long[1 << 10];
  private int size;

  /**
   * @throws IllegalStateException when there are more than four million
   */
  void add(long number) {
    int slot = slot(table, number);
    if (number == 0 || table[slot] == number) {
      return;
    }
    if (size == MAX_SIZE) {
      throw new IllegalStateException("more than " + MAX_SIZE + " names");
    }
    table[slot] = number;
    size++;
    if (size * 2 > table.length) {
      grow();
    }
  }

  boolean contains(long number) {
    return number != 0 && table[slot(table, number)] == number;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long number : table) {
      if (number != 0) {
        larger[slot(larger, number)] = number;
      }
    }
    table = larger;
  }

  /** Where the number is, or would be. Fibonacci hashing, linear probing. */
  private static int slot(long[] table, long number) {
    int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
    while (table[slot] != 0 && table[slot] != number) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }
}
