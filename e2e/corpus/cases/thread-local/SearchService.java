package com.acme.tracing;

import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Search with a trace of each request. */
public final class SearchService {
  private static final String[] STEPS = {"parse", "authorize", "expand", "match", "rank", "render"};

  private final Lru<Long, String> results = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    SearchService service = new SearchService();
    Load.run(Double.parseDouble(args[0]), 8, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String result = "";
    for (String step : STEPS) {
      Span span = Trace.begin(step).tag("request", request).tag("query", exchange.field(4));
      result = results.get(request % 4_000, id -> step + id + exchange.field(5));
      span.tag("size", result.length()).end();
    }
    exchange.answer(result + Trace.ended());
  }
}
