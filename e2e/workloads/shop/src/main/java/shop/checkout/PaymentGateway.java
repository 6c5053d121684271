package shop.checkout;

/**
 * Charges cards. Cards whose number ends in 0, 1 or 2 are declined, as payment providers do it with
 * their test cards.
 */
final class PaymentGateway {
  /**
   * @return the bank's authorization code
   * @throws PaymentDeclinedException when the card is declined
   */
  String charge(Order order) {
    if (order.card().charAt(order.card().length() - 1) <= '2') {
      throw new PaymentDeclinedException(
          "bank declined " + order.totalCents() + " cents for order " + order.id());
    }
    return "A" + Integer.toHexString(order.id().hashCode());
  }
}
