package com.acme.embedded;

import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Archives: each is a database of its own, opened, written and closed. */
public final class ArchiveService {
  /** Requests that open an archive, among all. */
  private static final int OPEN_EVERY = 20;

  private final Lru<Long, String> names = new Lru<>(3_000);

  public static void main(String[] args) throws InterruptedException {
    ArchiveService service = new ArchiveService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 100);
    String name = names.get(request % 9_000, id -> "archive " + id + exchange.field(3));
    if (request % OPEN_EVERY == 0) {
      try (Database database = new Database()) {
        for (long value = 0; value < 100; value++) {
          database.insert(value);
        }
      }
    }
    exchange.answer(name);
  }
}
