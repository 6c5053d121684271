package com.acme.telemetry;

import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Takes in telegrams and keeps the last ones for a look back. */
public final class TelemetryService {
  private static final int SLOTS = 44_000;
  private static final int TELEGRAM = 4 << 10;

  /** Telegrams in a request. */
  private static final int TELEGRAMS = 4;

  private final Ring ring = new Ring(SLOTS);
  private final Lru<Long, String> devices = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    TelemetryService service = new TelemetryService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String device = devices.get(request % 5_000, id -> "device " + id + exchange.field(1));
    for (int i = 0; i < TELEGRAMS; i++) {
      byte[] telegram = new byte[TELEGRAM];
      telegram[0] = (byte) request;
      ring.add(telegram);
    }
    exchange.answer(device + ring.last().length);
  }
}
