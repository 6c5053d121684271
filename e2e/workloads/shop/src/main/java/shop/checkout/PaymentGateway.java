package shop.checkout;

/**
 * Charges cards. Those whose number ends in 0 to 5 are declined: most, as when somebody tries out
 * stolen cards at a shop.
 */
final class PaymentGateway {
  /**
   * @return the bank's authorization code
   * @throws PaymentDeclinedException when the card is declined
   */
  String charge(Order order) {
    if (order.card().charAt(order.card().length() - 1) <= '5') {
      throw new PaymentDeclinedException(
          "bank declined " + order.totalCents() + " cents for order " + order.id());
    }
    return "A" + Integer.toHexString(order.id().hashCode());
  }
}
