package com.acme.ticker;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** Prices over WebSocket, and visitors who come and go. */
public final class TickerService {
  /** Visitors for each request: a page shows as many prices. */
  private static final int VISITORS = 4;

  private TickerService() {}

  public static void main(String[] arguments) throws Exception {
    Visitor visitor = new Visitor(Server.start());
    Load.run(Double.parseDouble(arguments[0]), 2, request -> handle(visitor, request));
  }

  private static void handle(Visitor visitor, long request) throws Exception {
    StringBuilder prices = new StringBuilder();
    for (int i = 0; i < VISITORS; i++) {
      prices.append(visitor.ask("SYM" + (request * VISITORS + i) % 1_000)).append(' ');
    }
    Exchange.receive(request, 20).answer(prices.toString());
  }
}
