package dev.memorysystem.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an informer holds, without what nobody here reads. */
final class TrimmedStore<T extends HasMetadata> implements ItemStore<T> {
  private final ItemStore<T> items = new BasicItemStore<>(Cache::metaNamespaceKeyFunc);
  private final Consumer<T> trim;

  /**
   * @param trim takes fields away; the object is the informer's own
   */
  TrimmedStore(Consumer<T> trim) {
    this.trim = trim;
  }

  @Override
  public String getKey(T item) {
    return items.getKey(item);
  }

  @Override
  public @Nullable T put(String key, T item) {
    trim.accept(item);
    return items.put(key, item);
  }

  @Override
  public @Nullable T remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet();
  }

  @Override
  public Stream<T> values() {
    return items.values();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }
}
