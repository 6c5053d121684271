package com.acme.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What somebody wants to buy. */
record Order(String id, String card, List<String> articles) {
  static Order read(long number) {
    SplittableRandom random = new SplittableRandom(number);
    List<String> articles = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(6); i++) {
      articles.add("sku-" + random.nextInt(20_000));
    }
    return new Order(
        "order-" + number,
        "4000" + random.nextLong(1_000_000_000_000L, 9_999_999_999_999L),
        articles);
  }

  long cents() {
    return articles.stream()
        .mapToLong(article -> 100 + Math.floorMod(article.hashCode(), 9_000))
        .sum();
  }
}
