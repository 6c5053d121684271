package com.acme.store;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** A store whose visitors look at five pages and go. */
public final class StoreService {
  private static final int PAGES = 5;

  private final Sessions sessions = new Sessions();
  private final Lru<Integer, byte[]> articles = new Lru<>(1_500);

  public static void main(String[] args) throws InterruptedException {
    StoreService service = new StoreService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int number = random.nextInt(4_000);
    byte[] article = articles.get(number, id -> new byte[4 << 10]);
    Session session = sessions.of(request / PAGES);
    for (int seen = 0; seen < 40; seen++) {
      session.visit("/article/" + number + "?from=" + exchange.field(seen));
    }
    int bought = session.buy("article " + number);
    exchange.answer(article.length + " bytes, " + bought + " in the basket");
  }
}
