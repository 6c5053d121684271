package com.acme.warehouse;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** SPECjbb2000's mix in small: new orders, deliveries, stock reports. */
public final class OrderService {
  private static final int REPORT_EVERY = 200;

  /** An order a request places: a wholesaler's basket of several. */
  private static final int ORDERS = 9;

  private final AtomicLong ids = new AtomicLong();
  private final Lru<Integer, String> customers = new Lru<>(2_000);
  private final District[] districts =
      IntStream.range(0, 10)
          .mapToObj(i -> new District(Boolean.getBoolean("fixed")))
          .toArray(District[]::new);

  public static void main(String[] args) throws InterruptedException {
    OrderService service = new OrderService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 60);
    String customer =
        customers.get(random.nextInt(5_000), id -> "customer " + id + " " + exchange.field(1));
    District district = districts[random.nextInt(districts.length)];
    long cents = 0;
    for (int i = 0; i < ORDERS; i++) {
      district.place(Order.place(ids.incrementAndGet(), random.nextInt(5_000), random));
      cents += district.deliver();
    }
    if (request % REPORT_EVERY == 0) {
      for (District each : districts) {
        cents += each.turnover();
      }
    }
    exchange.answer(customer + " " + cents);
  }
}
