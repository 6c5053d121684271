package com.acme.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Writes what comes in to a journal. */
public final class JournalService {
  private static final int ENTRY = 24 << 10;

  private final Journal journal = new Journal();
  private final Lru<Long, String> writers = new Lru<>(2_000);

  private JournalService() throws IOException {}

  public static void main(String[] args) throws IOException, InterruptedException {
    JournalService service = new JournalService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) throws IOException {
    Exchange exchange = Exchange.receive(request, 80);
    String writer = writers.get(request % 5_000, id -> "writer " + id + exchange.field(1));
    ByteBuffer entry = ByteBuffer.allocate(ENTRY).putLong(0, request);
    exchange.answer(writer + " at " + journal.append(entry));
  }
}
