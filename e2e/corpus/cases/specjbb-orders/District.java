package com.acme.warehouse;

import java.util.TreeMap;

/** A sales district: its orders by number, the next to deliver first. */
final class District {
  private final TreeMap<Long, Order> orders = new TreeMap<>();
  private final boolean removesDelivered;
  private long delivered = -1;

  District(boolean removesDelivered) {
    this.removesDelivered = removesDelivered;
  }

  synchronized void place(Order order) {
    orders.put(order.id(), order);
  }

  /** Delivers the oldest order that is open; its worth in cents. */
  synchronized long deliver() {
    var open = orders.higherEntry(delivered);
    if (open == null) {
      return 0;
    }
    delivered = open.getKey();
    if (removesDelivered) {
      orders.remove(delivered);
    }
    return open.getValue().total();
  }

  /** What all orders of the district are worth, in cents. */
  synchronized long turnover() {
    return orders.values().stream().mapToLong(Order::total).sum();
  }
}
