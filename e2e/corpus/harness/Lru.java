package org.pacedload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A bounded cache that drops what was not used for longest. */
public final class Lru<K, V> {
  private final Map<K, V> entries;

  public Lru(int bound) {
    entries = new Bounded<>(bound);
  }

  /** What is cached, or made now. */
  public synchronized V get(K key, Function<? super K, ? extends V> make) {
    V value = entries.get(key);
    if (value == null) {
      value = make.apply(key);
      entries.put(key, value);
    }
    return value;
  }

  public synchronized int size() {
    return entries.size();
  }

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int bound;

    Bounded(int bound) {
      super(16, 0.75f, true);
      this.bound = bound;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > bound;
    }
  }
}
