package com.acme.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Short-lived WebSocket connections that send a few messages. */
public final class ChatService {
  /** Requests that open a connection, among all. */
  private static final int CONNECT_EVERY = 4;

  private static final boolean FIXED = Boolean.getBoolean("fixed");

  /** Connections whose traffic the metrics still show. */
  private final Deque<Connection> measured = new ArrayDeque<>();

  private final AtomicLong sent = new AtomicLong();
  private final Lru<Long, String> people = new Lru<>(3_000);

  public static void main(String[] args) throws InterruptedException {
    ChatService service = new ChatService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String person = people.get(request % 9_000, id -> "person " + id + exchange.field(1));
    if (request % CONNECT_EVERY == 0) {
      Connection connection = new Connection();
      for (int message = 0; message < 10; message++) {
        connection.send(person + exchange.field(message));
      }
      connection.close();
      closed(connection);
    }
    exchange.answer(person + " sent " + sent);
  }

  private synchronized void closed(Connection connection) {
    sent.addAndGet(connection.sent());
    measured.addLast(connection);
    if (FIXED && measured.size() > 100) {
      measured.removeFirst();
    }
  }
}
