package com.acme.search;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** Searches in a catalogue. */
public final class SearchService {
  private SearchService() {}

  public static void main(String[] arguments) throws Exception {
    Searches searches = new Searches(Boolean.getBoolean("fixed"));
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> {
          Exchange exchange = Exchange.receive(request, 20);
          // one in five repeats what was asked a short time ago
          long asked = request % 5 == 0 ? Math.max(0, request - 41) : request;
          exchange.answer(searches.find("search " + asked, exchange).title(0));
        });
  }
}
