package dev.memorysystem.agent.walk;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many elements a container has, from its fields alone. Reads race with the application:
 * a size may be off by what happened meanwhile.
 */
interface Size {
  long UNKNOWN = -1;

  /** Most nodes of a linked structure that are counted: some milliseconds. */
  int LONGEST_CHAIN = 100_000;

  /** Slots of a hash table whose entries are counted; chosen. */
  int TABLE_SLOTS = 512;

  long of(Object container);

  /** Another container that this one passes everything on to; null for all others. */
  default @Nullable Object delegate(Object container) {
    return null;
  }

  static Size ofInt(long offset) {
    return container -> Raw.intAt(container, offset);
  }

  static Size ofLong(long offset) {
    return container -> Raw.longAt(container, offset);
  }

  /** An AtomicInteger or AtomicLong. */
  static Size ofNumber(long offset) {
    return container -> {
      Object number = Raw.reference(container, offset);
      return number instanceof Number && number.getClass().getName().startsWith("java.util.")
          ? ((Number) number).longValue()
          : UNKNOWN;
    };
  }

  /**
   * As java.util.concurrent.atomic.Striped64 and ConcurrentHashMap count.
   *
   * @param cellValue offset of the value in a cell
   */
  static Size ofCells(long base, long cells, long cellValue) {
    return container -> {
      long sum = Raw.longAt(container, base);
      Object array = Raw.reference(container, cells);
      if (array instanceof Object[]) {
        for (Object cell : (Object[]) array) {
          sum += cell == null ? 0 : Raw.longAt(cell, cellValue);
        }
      }
      return Math.max(0, sum);
    };
  }

  static Size ofArray(long offset, int slotsPerElement) {
    return container -> {
      Object array = Raw.reference(container, offset);
      return array != null && array.getClass().isArray()
          ? Array.getLength(array) / slotsPerElement
          : UNKNOWN;
    };
  }

  /**
   * An array, of which another field of its owner may say how many slots are taken.
   *
   * @param count offset of that field; 0: none
   */
  static Size ofCountedArray(long offset, long count) {
    Size length = ofArray(offset, 1);
    if (count == 0) {
      return length;
    }
    return owner -> {
      long slots = length.of(owner);
      long taken = Raw.intAt(owner, count);
      // a table of chains may have more elements than slots
      return taken >= 0 && taken <= 8 * slots ? taken : slots;
    };
  }

  /**
   * The entries of a hash table that does not count them: those of some slots, the same each time,
   * stand for all.
   */
  static Size ofTable(long offset, Layouts layouts) {
    return owner -> {
      Object table = Raw.reference(owner, offset);
      return table instanceof Object[] ? entries((Object[]) table, layouts) : UNKNOWN;
    };
  }

  /** Estimate of what all slots lead to. */
  static long entries(Object[] slots, Layouts layouts) {
    int stride = Math.max(1, slots.length / TABLE_SLOTS);
    long entries = 0;
    int looks = 0;
    for (int i = 0; i < slots.length && entries < LONGEST_CHAIN; i += stride) {
      looks++;
      entries += slots[i] == null ? 0 : Math.max(1, chain(slots[i], layouts));
    }
    return looks == 0 ? 0 : entries * slots.length / looks;
  }

  /** The container is itself an array. */
  static Size ofLength() {
    return Array::getLength;
  }

  /** The container is itself the first node of a linked structure. */
  static Size ofNodes(Layouts layouts) {
    return head -> chain(head, layouts);
  }

  /** A ring, as java.util.ArrayDeque. */
  static Size ofRing(long head, long tail, long elements) {
    return container -> {
      Object ring = Raw.reference(container, elements);
      int length = ring instanceof Object[] ? ((Object[]) ring).length : 0;
      int taken = Raw.intAt(container, tail) - Raw.intAt(container, head);
      return taken >= 0 ? taken : taken + length;
    };
  }

  /** What the first of these fields that is not null refers to has the size. */
  static Size ofDelegate(long[] offsets, Layouts layouts) {
    return new Size() {
      @Override
      public long of(Object container) {
        Object inner = delegate(container);
        Size size = inner == null ? null : layouts.of(inner).size;
        return inner == null || size == null ? UNKNOWN : size.of(inner);
      }

      @Override
      public @Nullable Object delegate(Object container) {
        for (long offset : offsets) {
          Object inner = Raw.reference(container, offset);
          if (inner != null && inner != container) {
            return inner;
          }
        }
        return null;
      }
    };
  }

  /** Nodes that hang together from a field on. */
  static Size ofChain(long head, Layouts layouts) {
    return container -> {
      Object first = Raw.reference(container, head);
      return first == null ? 0 : chain(first, layouts);
    };
  }

  /** The bottom row of a skip list that does not count (JDK 8): its first node is a marker. */
  static Size ofSkipList(long head, long node, Layouts layouts) {
    return container -> {
      Object index = Raw.reference(container, head);
      Object first = index == null ? null : Raw.reference(index, node);
      return first == null ? 0 : chain(first, layouts) - 1;
    };
  }

  /**
   * The length of a linked structure, at most {@link #LONGEST_CHAIN}; a ring is gone round once
   * (Brent's algorithm).
   */
  static long chain(Object head, Layouts layouts) {
    Layout.Reference link = layouts.of(head).link();
    if (link == null) {
      return UNKNOWN;
    }
    Class<?> type = head.getClass();
    Object mark = head;
    Object node = head;
    int nodes = 1;
    for (int markAgain = 2; nodes < LONGEST_CHAIN; nodes++) {
      if (node.getClass() != type) {
        // a subclass may have other fields before: the link of its own layout
        type = node.getClass();
        link = layouts.of(node).link();
        if (link == null) {
          return nodes;
        }
      }
      Object next = Raw.reference(node, link.offset);
      if (next == null || next == mark || next == node) {
        return nodes;
      }
      if (nodes == markAgain) {
        mark = next;
        markAgain *= 2;
      }
      node = next;
    }
    return nodes;
  }
}
