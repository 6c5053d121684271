package com.acme.listeners;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pacedload.Exchange;
import org.pacedload.Life;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Passes content on through buffers of its listeners. */
public final class ListenerService {
  private static final double SECOND_AT = 0.45;

  private final List<Buffers> listeners = new CopyOnWriteArrayList<>(List.of(new Buffers(256)));
  private final Lru<Long, String> names = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    ListenerService service = new ListenerService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) throws InterruptedException {
    Exchange exchange = Exchange.receive(request, 80);
    openSecond();
    String name = names.get(request % 5_000, id -> "content " + id + exchange.field(1));
    byte[] content = (name + exchange.field(2)).repeat(100).getBytes(StandardCharsets.UTF_8);
    Buffers buffers = listeners.get((int) (request % listeners.size()));
    exchange.answer(buffers.pass(content) + " passed");
  }

  private synchronized void openSecond() {
    if (listeners.size() == 1 && Life.seconds() > SECOND_AT * Life.length()) {
      listeners.add(new Buffers(768));
    }
  }
}
