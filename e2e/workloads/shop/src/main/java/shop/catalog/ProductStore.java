package shop.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes every product's page from its id, the same for the same id, in place of a database. */
final class ProductStore {
  private static final List<String> WORDS =
      List.of(
          "sturdy",
          "light",
          "linen",
          "oak",
          "handle",
          "washable",
          "lid",
          "steel",
          "pair",
          "wool",
          "folding",
          "kitchen",
          "garden",
          "warm",
          "blue",
          "grey",
          "made",
          "for",
          "years",
          "and");

  private static final int LEAST_THUMBNAIL_BYTES = 2_000;
  private static final int MOST_THUMBNAIL_BYTES = 10_000;
  private static final int MOST_PARAGRAPHS = 8;
  private static final int WORDS_IN_PARAGRAPH = 60;

  ProductPage load(String id) {
    SplittableRandom random = new SplittableRandom(id.hashCode());
    int paragraphs = 1 + random.nextInt(MOST_PARAGRAPHS);
    List<String> text = new ArrayList<>(paragraphs);
    for (int i = 0; i < paragraphs; i++) {
      text.add(words(random, WORDS_IN_PARAGRAPH));
    }
    byte[] thumbnail = new byte[random.nextInt(LEAST_THUMBNAIL_BYTES, MOST_THUMBNAIL_BYTES)];
    random.nextBytes(thumbnail);
    return new ProductPage(id, words(random, 3), text, thumbnail);
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }
}
