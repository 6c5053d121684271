package com.acme.billing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The batch: all invoices of a day, in memory while it runs. */
final class Invoices implements Runnable {
  private static final int STEPS = 400;
  private static final int PER_STEP = 30;
  private static final long STEP_NANOS = 100_000_000;

  private record Invoice(int customer, long[] items) {}

  @Override
  public void run() {
    Map<Integer, Invoice> byCustomer = new HashMap<>();
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < PER_STEP; i++) {
        int customer = step * PER_STEP + i;
        byCustomer.put(customer, new Invoice(customer, new long[500]));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    long items = byCustomer.values().stream().mapToLong(each -> each.items().length).sum();
    if (items != (long) STEPS * PER_STEP * 500) {
      throw new IllegalStateException(items + " items");
    }
  }
}
