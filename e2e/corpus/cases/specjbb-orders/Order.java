package com.acme.warehouse;

import java.util.SplittableRandom;

/** An order with its lines. */
record Order(long id, int customer, OrderLine[] lines) {
  static Order place(long id, int customer, SplittableRandom random) {
    OrderLine[] lines = new OrderLine[5 + random.nextInt(11)];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          new OrderLine(
              random.nextInt(100_000), 1 + random.nextInt(10), random.nextLong(10_000), id, i);
    }
    return new Order(id, customer, lines);
  }

  long total() {
    long total = 0;
    for (OrderLine line : lines) {
      total += line.quantity() * line.cents();
    }
    return total;
  }
}
