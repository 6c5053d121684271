package shop.checkout;

import java.util.List;

/** What a customer wants to buy and the card to charge. */
record Order(String id, String card, List<OrderLine> lines) {
  Order {
    lines = List.copyOf(lines);
  }

  long totalCents() {
    return lines.stream().mapToLong(OrderLine::totalCents).sum();
  }
}
