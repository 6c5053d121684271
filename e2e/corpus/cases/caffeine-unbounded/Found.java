package com.acme.search;

import java.util.ArrayList;
import java.util.List;
import org.pacedload.Exchange;

/** What a search found, best first. */
record Found(List<String> titles) {
  private static final int MOST = 20;

  static Found in(Exchange exchange) {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      titles.add(exchange.field(i));
    }
    return new Found(titles);
  }

  String title(int place) {
    return titles.get(place);
  }
}
