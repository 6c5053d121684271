package com.acme.rollout;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Offers of a shop; the second version keeps more of them at hand. */
public final class OfferService {
  private static final int CACHED = Integer.getInteger("version", 1) == 1 ? 1_500 : 2_700;
  private static final int OFFERS = 20_000;

  private final Lru<Integer, byte[]> offers = new Lru<>(CACHED);

  public static void main(String[] args) throws InterruptedException {
    OfferService service = new OfferService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int number = (int) (OFFERS * Math.pow(random.nextDouble(), 2));
    byte[] offer = offers.get(number, each -> new byte[12 << 10]);
    exchange.answer(exchange.field(1) + offer.length);
  }
}
