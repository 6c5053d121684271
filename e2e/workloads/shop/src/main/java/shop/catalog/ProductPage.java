package shop.catalog;

import java.util.List;

/** What a product's page shows; the thumbnail is JPEG-sized noise. */
record ProductPage(String id, String title, List<String> paragraphs, byte[] thumbnail) {
  /** Bytes of an object's header and fields that the contents do not count, on a 64-bit JVM. */
  private static final int OBJECT_BYTES = 56;

  ProductPage {
    paragraphs = List.copyOf(paragraphs);
  }

  /** Estimated heap bytes: the cache's weight of this page. */
  int weight() {
    int bytes = 3 * OBJECT_BYTES + id.length() + title.length() + thumbnail.length;
    for (String paragraph : paragraphs) {
      bytes += OBJECT_BYTES + paragraph.length();
    }
    return bytes;
  }

  String render() {
    StringBuilder page = new StringBuilder(title).append("\n\n");
    paragraphs.forEach(paragraph -> page.append(paragraph).append("\n\n"));
    return page.append("thumbnail: ").append(thumbnail.length).append(" bytes\n").toString();
  }
}
