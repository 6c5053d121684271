package com.acme.gateway;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** A gateway that reads the answers of backends and renders pages of them. */
public final class GatewayService {
  private GatewayService() {}

  public static void main(String[] arguments) throws Exception {
    Replies replies = new Replies(Boolean.getBoolean("fixed"));
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> {
          Exchange exchange = Exchange.receive(request, 4);
          String json =
              "{\"code\":0,\"message\":\"fine\",\"content\":{\"number\":%d,\"owner\":\"%s\"}}"
                  .formatted(request, exchange.field(1));
          exchange.answer(replies.read(json).getContent().getOwner());
        });
  }
}
