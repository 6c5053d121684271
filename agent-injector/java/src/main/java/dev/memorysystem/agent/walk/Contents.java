package dev.memorysystem.agent.walk;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a sample of a container's elements is like. */
final class Contents {
  /** Elements that are looked at. */
  private static final int SAMPLE = 64;

  /** A type that at least so many of the sampled elements have is the container's. */
  private static final double MOST = 0.6;

  private @Nullable TypeCounts keys;
  private @Nullable TypeCounts elements;
  private int keysSeen;
  private int elementsSeen;
  private int nodesSeen;
  private long keyBytes;
  private long elementBytes;
  private long nodeBytes;

  boolean isFull() {
    return keysSeen >= SAMPLE || elementsSeen >= SAMPLE;
  }

  void key(Layout layout) {
    if (keysSeen < SAMPLE) {
      keysSeen++;
      keyBytes += layout.shallow;
      keys = added(keys, layout);
    }
  }

  void element(Layout layout) {
    if (elementsSeen < SAMPLE) {
      elementsSeen++;
      elementBytes += layout.shallow;
      elements = added(elements, layout);
    }
  }

  void node(Layout layout) {
    if (nodesSeen < SAMPLE) {
      nodesSeen++;
      nodeBytes += layout.shallow;
    }
  }

  /**
   * Class of most keys.
   *
   * @param map whether the container is a map rather than a set that uses one
   */
  Optional<String> keyType(boolean map) {
    return map ? most(keys, keysSeen) : Optional.empty();
  }

  /** Class of most elements or values. */
  Optional<String> elementType(boolean map) {
    boolean set = !map && keysSeen > 0;
    return set ? most(keys, keysSeen) : most(elements, elementsSeen);
  }

  /** Bytes an element takes with its key and its share of the container. */
  OptionalLong bytesPerElement() {
    if (keysSeen + elementsSeen == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Layouts.POINTER
            + mean(nodeBytes, nodesSeen)
            + mean(keyBytes, keysSeen)
            + mean(elementBytes, elementsSeen));
  }

  private static long mean(long sum, int count) {
    return count == 0 ? 0 : sum / count;
  }

  /** Made when it is needed: most objects that are looked at have no contents. */
  private static TypeCounts added(@Nullable TypeCounts counts, Layout layout) {
    TypeCounts types = counts == null ? new TypeCounts() : counts;
    types.add(layout.type);
    return types;
  }

  private static Optional<String> most(@Nullable TypeCounts types, int seen) {
    return types == null ? Optional.empty() : types.most(MOST * seen);
  }
}
