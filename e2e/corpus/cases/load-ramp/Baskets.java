package com.acme.baskets;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Baskets by visitor, dropped when they were not used for a while. */
final class Baskets {
  private final Map<Long, Basket> byVisitor = new LinkedHashMap<>(16, 0.75f, true);
  private final long expiryNanos;

  private static final class Basket {
    private final byte[] articles = new byte[12 << 10];
    private long used;
    private int size;
  }

  Baskets(long expiryNanos) {
    this.expiryNanos = expiryNanos;
  }

  /** Puts an article in; how many there are. */
  synchronized int put(long visitor, byte article) {
    long now = System.nanoTime();
    Basket basket = byVisitor.computeIfAbsent(visitor, id -> new Basket());
    basket.used = now;
    basket.articles[basket.size++ % basket.articles.length] = article;
    Iterator<Basket> oldest = byVisitor.values().iterator();
    while (oldest.hasNext() && now - oldest.next().used > expiryNanos) {
      oldest.remove();
    }
    return basket.size;
  }
}
