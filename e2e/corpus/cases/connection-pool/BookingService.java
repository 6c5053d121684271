package com.acme.bookings;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Life;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Bookings through a pool that follows the highest demand so far, which creeps up. */
public final class BookingService {
  private final Pool pool = new Pool();
  private final Lru<Long, String> guests = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    BookingService service = new BookingService();
    Load.run(Double.parseDouble(args[0]), 8, service::handle);
  }

  private void handle(long request) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    String guest = guests.get(request % 5_000, id -> "guest " + id + exchange.field(1));
    Connection connection = pool.take(demand(random));
    try {
      int booked = connection.query(random.nextInt(60), guest);
      exchange.answer(booked + " by " + pool.opened());
    } finally {
      pool.give(connection);
    }
  }

  /**
   * Connections wanted at once: exponential, on a scale that rises for the first 45 % of the time.
   */
  private static int demand(SplittableRandom random) {
    double scale = 12 * Math.min(1, Life.seconds() / (0.45 * Life.length()));
    return 8 - (int) (scale * Math.log(1 - random.nextDouble()));
  }
}
