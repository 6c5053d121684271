package graphs;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A cache in segments, built as Guava's is. */
final class InSegments implements Graph {
  private static final Cache FRAGMENTS = new Cache(8);

  private static final class Cache {
    final Segment[] segments;

    Cache(int count) {
      segments = new Segment[count];
      for (int i = 0; i < count; i++) {
        segments[i] = new Segment();
      }
    }

    void put(int key, Leaked value) {
      segments[key % segments.length].put(key, value);
    }
  }

  private static final class Segment {
    volatile int count;
    AtomicReferenceArray<@Nullable Entry> table = new AtomicReferenceArray<>(16);

    synchronized void put(int key, Leaked value) {
      int size = count;
      if (size > table.length()) {
        expand();
      }
      int slot = key / 8 % table.length();
      table.set(slot, new Entry(key, value, table.get(slot)));
      count = size + 1;
    }

    private void expand() {
      AtomicReferenceArray<@Nullable Entry> larger = new AtomicReferenceArray<>(2 * table.length());
      for (int i = 0; i < table.length(); i++) {
        for (Entry entry = table.get(i); entry != null; entry = entry.next) {
          int slot = entry.key / 8 % larger.length();
          larger.set(slot, new Entry(entry.key, entry.value, larger.get(slot)));
        }
      }
      table = larger;
    }
  }

  private record Entry(int key, Leaked value, @Nullable Entry next) {}

  private int keys;

  @Override
  public void leak() {
    FRAGMENTS.put(++keys, new Leaked());
  }
}
