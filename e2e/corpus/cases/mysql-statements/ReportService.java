package com.acme.reporting;

import java.util.stream.Stream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Reports from a database, over a small pool of connections that live for ever. */
public final class ReportService {
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final Connection[] pool =
      Stream.generate(Connection::new).limit(8).toArray(Connection[]::new);
  private final Lru<Long, String> titles = new Lru<>(1_000);

  public static void main(String[] args) throws InterruptedException {
    ReportService service = new ReportService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String title = titles.get(request % 3_000, id -> "report " + id + exchange.field(2));
    Statement statement = pool[(int) (request % pool.length)].createStatement();
    long size = statement.query("SELECT * FROM report WHERE title = '" + title + "'", 25);
    if (FIXED) {
      statement.close();
    }
    exchange.answer(title + " " + size);
  }
}
