package shop.checkout;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an order from the request's body: the card on the first line, then one {@code sku,quantity}
 * a line.
 */
final class OrderForm {
  private static final Pattern LINE = Pattern.compile("([^,]+),([1-9]\\d{0,3})");

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
    Matcher line = LINE.matcher(row);
    if (!line.matches()) {
      throw new IllegalArgumentException("not a line of sku,quantity: " + row);
    }
    String sku = line.group(1);
    return new OrderLine(sku, Integer.parseInt(line.group(2)), prices.cents(sku));
  }
}
