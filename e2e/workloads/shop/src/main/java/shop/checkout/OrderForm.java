package shop.checkout;

import java.util.List;
import java.util.UUID;

/**
 * Reads an order from the request's body: the card on the first line, then one {@code sku,quantity}
 * a line.
 */
final class OrderForm {
  private final PriceList prices;

  OrderForm(PriceList prices) {
    this.prices = prices;
  }

  /**
   * @throws IllegalArgumentException when the body is not in this form
   */
  Order read(String body) {
    List<String> rows = body.lines().toList();
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "an order is a card and at least one line of sku,quantity");
    }
    List<OrderLine> lines = rows.stream().skip(1).map(this::line).toList();
    return new Order(UUID.randomUUID().toString(), rows.get(0), lines);
  }

  private OrderLine line(String row) {
    int comma = row.indexOf(',');
    if (comma < 1) {
      throw new IllegalArgumentException("not a line of sku,quantity: " + row);
    }
    String sku = row.substring(0, comma);
    return new OrderLine(sku, Integer.parseInt(row.substring(comma + 1)), prices.cents(sku));
  }
}
