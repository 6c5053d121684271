package dev.memorysystem.agent.walk;

import java.util.Arrays;

/** First in, first out, of ints. */
final class IntQueue {
  private int[] ring = new int[1 << 10];
  private int head;
  private int size;

  void add(int value) {
    if (size == ring.length) {
      int[] larger = Arrays.copyOf(ring, size * 2);
      System.arraycopy(ring, 0, larger, size, head);
      ring = larger;
    }
    ring[(head + size) & (ring.length - 1)] = value;
    size++;
  }

  int remove() {
    int value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }
}
