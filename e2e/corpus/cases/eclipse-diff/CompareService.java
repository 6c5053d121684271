package com.acme.compare;

import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** An IDE's back end: files are viewed all the time, trees compared now and then. */
public final class CompareService {
  /** Compares among the requests. */
  private static final int COMPARE_EVERY = 10;

  private final NavigationHistory history = new NavigationHistory();
  private final Lru<Long, byte[]> files = new Lru<>(400);

  public static void main(String[] args) throws InterruptedException {
    CompareService service = new CompareService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 100);
    byte[] file = files.get(request % 1_000, name -> new byte[8 << 10]);
    if (request % COMPARE_EVERY == 0) {
      DiffNode result = TreeComparer.compare(request, request + 1);
      history.visited("compare " + result.path() + request, result);
      exchange.answer(result.changes() + " changes");
    } else {
      exchange.answer(history.back(5) + " " + file.length);
    }
  }
}
