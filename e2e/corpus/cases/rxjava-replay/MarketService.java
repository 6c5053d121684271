package com.acme.market;

import io.reactivex.rxjava3.subjects.ReplaySubject;
import io.reactivex.rxjava3.subjects.Subject;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Publishes the prices of goods. */
public final class MarketService {
  private static final int KEPT = 1_000;

  private final Subject<Price> prices =
      Boolean.getBoolean("fixed")
          ? ReplaySubject.<Price>createWithSize(KEPT).toSerialized()
          : ReplaySubject.<Price>create().toSerialized();
  private final AtomicReference<String> last = new AtomicReference<>("");

  private MarketService() {
    prices.filter(price -> price.good() % 10 == 0).subscribe(price -> last.set(price.note()));
  }

  public static void main(String[] arguments) throws Exception {
    MarketService service = new MarketService();
    Load.run(Double.parseDouble(arguments[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 8);
    BigDecimal amount = BigDecimal.valueOf(Math.floorMod(request * 7_919, 100_000), 2);
    prices.onNext(
        new Price(
            request % 4_000,
            amount,
            exchange.field(1) + " offered by " + exchange.field(2) + " through " + exchange.field(3)));
    exchange.answer(last.get());
  }
}
