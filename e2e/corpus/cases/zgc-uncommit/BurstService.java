package com.acme.bursts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;
import org.pacedload.Rate;

/** Traffic in bursts; what a request uploads is kept for half a minute. */
public final class BurstService {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final double PERIOD_SECONDS = 150;
  private static final double BUSY_SECONDS = 60;

  private record Upload(long nanos, byte[] content) {}

  private final Deque<Upload> recent = new ArrayDeque<>();
  private final Lru<Long, String> names = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    BurstService service = new BurstService();
    double busy = Double.parseDouble(args[0]);
    Rate rate = Rate.bursts(busy / 5, 3 * busy, PERIOD_SECONDS, BUSY_SECONDS);
    Load.run(rate, 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String name = names.get(request % 5_000, id -> "upload " + id + exchange.field(1));
    exchange.answer(name + keep(new Upload(System.nanoTime(), new byte[48 << 10])));
  }

  private synchronized int keep(Upload upload) {
    recent.addLast(upload);
    while (upload.nanos() - recent.getFirst().nanos() > KEPT_NANOS) {
      recent.removeFirst();
    }
    return recent.getLast().content().length;
  }
}
