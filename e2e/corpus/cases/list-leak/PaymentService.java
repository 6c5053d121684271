package com.acme.payments;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Books payments to accounts. */
public final class PaymentService {
  private static final int ACCOUNTS = 5_000;
  private static final int BOOKINGS = 15;

  private final ConcurrentMap<Integer, Long> balances = new ConcurrentHashMap<>();

  public static void main(String[] args) throws InterruptedException {
    PaymentService service = new PaymentService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    for (int i = 0; i < BOOKINGS; i++) {
      book(exchange, (int) Math.floorMod(request * 7919 + i, (long) ACCOUNTS), request % 10_000);
    }
    exchange.answer("booked");
  }

  private void book(Exchange exchange, int account, long cents) {
    long after = balances.merge(account, cents, Long::sum);
    AuditTrail.add(
        new AuditEntry(
            Instant.now(),
            exchange.field(0),
            "booked to account " + account,
            cents,
            after - cents,
            after));
  }
}
