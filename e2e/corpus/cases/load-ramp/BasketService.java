package com.acme.baskets;

import java.util.concurrent.TimeUnit;
import org.pacedload.Exchange;
import org.pacedload.Life;
import org.pacedload.Load;
import org.pacedload.Lru;
import org.pacedload.Rate;

/** Baskets of a store whose traffic doubles over the evening. */
public final class BasketService {
  private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Baskets baskets = new Baskets(EXPIRY_NANOS);
  private final Lru<Long, byte[]> articles = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    BasketService service = new BasketService();
    double rate = Double.parseDouble(args[0]);
    Load.run(Rate.ramp(rate, 2 * rate, Life.length()), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    byte[] article = articles.get(request % 5_000, id -> new byte[4 << 10]);
    int size = baskets.put(request / 2, (byte) article.length);
    exchange.answer(size + " in the basket");
  }
}
