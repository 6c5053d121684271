package orders;

import java.util.List;

/** What a customer wants. */
record Order(long id, String customer, List<Line> lines) {
  /** So many of a product. */
  record Line(String product, int quantity) {}
}
