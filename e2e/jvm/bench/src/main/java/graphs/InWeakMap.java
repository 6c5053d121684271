package graphs;

import java.util.Map;
import java.util.WeakHashMap;

/** Values that refer to their keys keep them. */
final class InWeakMap implements Graph {
  private static final Map<Object, Entry> METADATA = new WeakHashMap<>();

  private record Entry(Object key, Leaked details) {}

  @Override
  public void leak() {
    Object key = new Object();
    METADATA.put(key, new Entry(key, new Leaked()));
  }
}
