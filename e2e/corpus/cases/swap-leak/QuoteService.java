package com.acme.quotes;

import java.util.stream.Stream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Takes in quotes and answers the best of a symbol. */
public final class QuoteService {
  private static final int SYMBOLS = 200;

  private final Board[] boards = Stream.generate(Board::new).limit(SYMBOLS).toArray(Board[]::new);
  private final Lru<Long, String> names = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    QuoteService service = new QuoteService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 60);
    Board board = boards[(int) (request % SYMBOLS)];
    Board update = new Board();
    update.fill(request);
    board.swap(update);
    String name = names.get(request % 5_000, id -> "symbol " + id + exchange.field(1));
    exchange.answer(name + " " + board.best());
  }
}
