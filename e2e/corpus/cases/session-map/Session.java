package com.acme.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a visitor did so far. */
final class Session {
  private final List<String> visited = new ArrayList<>();
  private final Map<String, Integer> basket = new HashMap<>();
  private volatile long lastUsed = System.nanoTime();

  synchronized void visit(String page) {
    visited.add(page);
    lastUsed = System.nanoTime();
  }

  synchronized int buy(String article) {
    return basket.merge(article, 1, Integer::sum);
  }

  long idleNanos() {
    return System.nanoTime() - lastUsed;
  }
}
