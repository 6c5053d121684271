package com.acme.ticker;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** Prices over WebSocket, and visitors who come and go. */
public final class TickerService {
  private TickerService() {}

  public static void main(String[] arguments) throws Exception {
    Visitor visitor = new Visitor(Server.start());
    Load.run(
        Double.parseDouble(arguments[0]),
        2,
        request -> Exchange.receive(request, 8).answer(visitor.ask("SYM" + request % 1_000)));
  }
}
