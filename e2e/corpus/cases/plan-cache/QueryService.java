package com.acme.queries;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Runs queries whose text is generated: lists of parameters of every length. */
public final class QueryService {
  private static final int PLANS = 2_048;
  private static final int QUERIES = 20_000;

  private final Lru<String, Plan> plans = new Lru<>(PLANS);

  public static void main(String[] args) throws InterruptedException {
    QueryService service = new QueryService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    exchange.answer(request % 2 == 0 ? "no query" : query(request) + " operators");
  }

  private int query(long request) {
    int shape = (int) (QUERIES * Math.pow(new SplittableRandom(request).nextDouble(), 4));
    String query = "SELECT * FROM t WHERE a IN (" + "?,".repeat(shape % 500) + "?) OR b=" + shape;
    return plans.get(query, text -> Plan.parse(text, 3)).operators();
  }
}
