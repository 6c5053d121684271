package com.acme.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Gathers events and writes them out in batches. */
public final class EventService {
  private static final long PERIOD_SECONDS = 150;

  private record Event(long number, String user, byte[] body) {}

  private final Lru<Long, String> users = new Lru<>(2_000);
  private List<Event> batch = new ArrayList<>();

  public static void main(String[] args) throws InterruptedException {
    EventService service = new EventService();
    Executors.newSingleThreadScheduledExecutor(Load.daemons("batch"))
        .scheduleAtFixedRate(
            Load.guarded(service::write), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String user = users.get(request % 5_000, id -> "user " + id + exchange.field(1));
    gather(new Event(request, user, new byte[9 << 10]));
    exchange.answer("gathered");
  }

  private synchronized void gather(Event event) {
    batch.add(event);
  }

  private void write() {
    List<Event> written;
    synchronized (this) {
      written = batch;
      batch = new ArrayList<>();
    }
    CRC32 sum = new CRC32();
    written.forEach(event -> sum.update(event.body(), 0, event.user().length()));
  }
}
