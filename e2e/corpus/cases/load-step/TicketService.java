package com.acme.tickets;

import java.util.concurrent.TimeUnit;
import org.pacedload.Exchange;
import org.pacedload.Life;
import org.pacedload.Load;
import org.pacedload.Lru;
import org.pacedload.Rate;

/** Sells tickets; when the sale begins, traffic triples. */
public final class TicketService {
  private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Reservations reservations = new Reservations(EXPIRY_NANOS);
  private final Lru<Long, String> seats = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    TicketService service = new TicketService();
    Rate rate = Rate.step(Double.parseDouble(args[0]), 3, 0.4 * Life.length());
    Load.run(rate, 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String seat = seats.get(request % 6_000, id -> "seat " + id + exchange.field(1));
    reservations.add(new Reservation(seat, exchange.field(2).repeat(250), System.nanoTime()));
    exchange.answer(reservations.size() + " reserved");
  }
}
