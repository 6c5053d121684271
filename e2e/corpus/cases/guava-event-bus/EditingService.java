package com.acme.docs;

import com.google.common.eventbus.EventBus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Documents that people edit together. */
public final class EditingService {
  /** Sessions that are open at a time. */
  private static final int OPEN = 200;

  private final EventBus bus = new EventBus("documents");
  private final Deque<Session> open = new ArrayDeque<>();
  private final boolean unsubscribed = Boolean.getBoolean("fixed");

  public static void main(String[] arguments) throws Exception {
    EditingService service = new EditingService();
    Load.run(Double.parseDouble(arguments[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 16);
    Session session = new Session(request, exchange.field(2));
    for (int edit = 0; edit < 16; edit++) {
      session.edit(new Edit(edit, exchange.field(edit)));
    }
    opened(session);
    if (request % 500 == 0) {
      bus.post(new Session.Announcement("maintenance at " + request % 24));
    }
    exchange.answer(session.title());
  }

  private void opened(Session session) {
    Session closed = null;
    synchronized (open) {
      open.addLast(session);
      if (open.size() > OPEN) {
        closed = open.removeFirst();
      }
    }
    bus.register(session);
    if (closed != null && unsubscribed) {
      bus.unregister(closed);
    }
  }
}
