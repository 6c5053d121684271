package com.acme.ticker;

import java.util.stream.Stream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Prices as they come; clients subscribe, look for a moment, and go. */
public final class TickerService {
  private static final int TOPICS = 50;

  private final Topic[] topics = Stream.generate(Topic::new).limit(TOPICS).toArray(Topic[]::new);
  private final Lru<Long, String> names = new Lru<>(3_000);

  public static void main(String[] args) throws InterruptedException {
    TickerService service = new TickerService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    Topic topic = topics[(int) (request % TOPICS)];
    String name = names.get(request % 8_000, id -> "paper " + id + exchange.field(1));
    Subscription subscription = new Subscription(topic);
    try (subscription) {
      topic.add(subscription);
      for (int event = 0; event < 3; event++) {
        topic.publish(request + event);
      }
      exchange.answer(name + " " + subscription.last());
    }
  }
}
