package com.acme.quotes;

import java.util.stream.Stream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** {@link QuoteService} on boards that hold no other. */
public final class FixedQuoteService {
  private static final int SYMBOLS = 200;

  private final FixedBoard[] boards =
      Stream.generate(FixedBoard::new).limit(SYMBOLS).toArray(FixedBoard[]::new);
  private final Lru<Long, String> names = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    FixedQuoteService service = new FixedQuoteService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 60);
    FixedBoard board = boards[(int) (request % SYMBOLS)];
    FixedBoard update = new FixedBoard();
    update.fill(request);
    board.swap(update);
    String name = names.get(request % 5_000, id -> "symbol " + id + exchange.field(1));
    exchange.answer(name + " " + board.best());
  }
}
