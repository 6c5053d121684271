package com.acme.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.pacedload.Exchange;

/** Finds, and remembers what was found. */
final class Searches {
  private static final int BOUND = 1_500;

  private final Cache<String, Found> results;

  /**
   * @param bounded whether what was found longest ago is forgotten
   */
  Searches(boolean bounded) {
    results =
        bounded ? Caffeine.newBuilder().maximumSize(BOUND).build() : Caffeine.newBuilder().build();
  }

  Found find(String words, Exchange exchange) {
    return results.get(words, w -> Found.in(exchange));
  }
}
