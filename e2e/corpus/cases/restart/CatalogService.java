package com.acme.supervised;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** A catalogue with a cache that takes most of a life to fill. */
public final class CatalogService {
  private static final int CACHED = 3_500;
  private static final int PRODUCTS = 30_000;

  private final Lru<Integer, byte[]> products = new Lru<>(CACHED);

  public static void main(String[] args) throws InterruptedException {
    CatalogService service = new CatalogService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int number = (int) (PRODUCTS * Math.pow(random.nextDouble(), 3));
    byte[] product = products.get(number, each -> new byte[10 << 10]);
    exchange.answer(exchange.field(1) + product.length);
  }
}
