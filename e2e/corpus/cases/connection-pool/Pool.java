package com.acme.bookings;

import java.util.ArrayDeque;
import java.util.Deque;

/** Connections, used in turn; one more is opened when demand is higher than ever before. */
final class Pool {
  private static final int MAXIMUM = 120;

  private final Deque<Connection> free = new ArrayDeque<>();
  private int opened;

  synchronized Connection take(int demand) throws InterruptedException {
    while (opened < Math.min(demand, MAXIMUM)) {
      free.addLast(new Connection());
      opened++;
    }
    while (free.isEmpty()) {
      wait();
    }
    return free.removeFirst();
  }

  synchronized void give(Connection connection) {
    free.addLast(connection);
    notifyAll();
  }

  synchronized int opened() {
    return opened;
  }
}
