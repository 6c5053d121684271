package dev.memorysystem.agent.walk;

import java.util.Arrays;
import java.util.Optional;

/** How many of a few objects are of which type. Most containers have one: it is found first. */
final class TypeCounts {
  private static final int FIRST = 4;

  private String[] types = new String[FIRST];
  private int[] counts = new int[FIRST];
  private int size;

  void add(String type) {
    for (int i = 0; i < size; i++) {
      if (types[i].equals(type)) {
        counts[i]++;
        return;
      }
    }
    if (size == types.length) {
      int larger = 2 * size;
      types = Arrays.copyOf(types, larger);
      counts = Arrays.copyOf(counts, larger);
    }
    types[size] = type;
    counts[size++] = 1;
  }

  /** A type that at least so many objects have. */
  Optional<String> most(double atLeast) {
    for (int i = 0; i < size; i++) {
      if (counts[i] >= atLeast) {
        return Optional.of(types[i]);
      }
    }
    return Optional.empty();
  }
}
