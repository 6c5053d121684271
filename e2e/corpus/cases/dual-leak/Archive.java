package com.acme.meters;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was read so far. */
final class Archive {
  private static final boolean FIXED = Boolean.getBoolean("fixed");
  private static final int KEPT = 2_000;

  private final Deque<Reading> readings = new ArrayDeque<>();
  private final Deque<Sum> sums = new ArrayDeque<>();

  synchronized void add(Reading reading, Sum sum) {
    readings.addLast(reading);
    sums.addLast(sum);
    if (FIXED && sums.size() > KEPT) {
      readings.removeFirst();
      sums.removeFirst();
    }
  }

  synchronized double total() {
    double total = 0;
    for (Sum sum : sums) {
      total += sum.total();
    }
    return total;
  }
}
