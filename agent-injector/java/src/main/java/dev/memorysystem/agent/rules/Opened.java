package dev.memorysystem.agent.rules;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** An object that is followed, weakly, by its identity. */
final class Opened extends WeakReference<Object> {
  private final int hash;
  final Site site;
  final long nanoTime;

  Opened(Object object, ReferenceQueue<Object> queue, Site site) {
    super(object, queue);
    this.hash = System.identityHashCode(object);
    this.site = site;
    this.nanoTime = System.nanoTime();
  }

  /** To find one by its object. */
  static final class Key {
    private final Object object;

    Key(Object object) {
      this.object = object;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Opened && ((Opened) other).get() == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  /** Two of them are the same when they are; a key is the same as what it looks for. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Key && other.equals(this));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
