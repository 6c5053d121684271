package com.acme.ticker;

import javax.websocket.OnMessage;
import javax.websocket.server.ServerEndpoint;

/** Tells the price of what it is asked for. */
@ServerEndpoint("/ticker")
public final class Ticker {
  @OnMessage
  public String price(String symbol) {
    return symbol + " " + Prices.all().next(symbol);
  }
}
