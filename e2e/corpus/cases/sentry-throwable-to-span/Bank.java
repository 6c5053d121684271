package com.acme.checkout;

/**
 * Charges cards. Those whose number ends in 0 to 5 are declined, as when somebody tries out stolen
 * ones.
 */
final class Bank {
  String charge(Order order) {
    if (order.card().charAt(order.card().length() - 1) <= '5') {
      throw new PaymentDeclined(order.id() + " over " + order.cents() + " cents was declined");
    }
    return "A" + Integer.toHexString(order.id().hashCode());
  }
}
