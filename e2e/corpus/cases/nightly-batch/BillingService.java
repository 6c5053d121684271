package com.acme.billing;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Answers by day, writes invoices by night; a day lasts four minutes. */
public final class BillingService {
  private static final long DAY_SECONDS = 240;
  private static final long FIRST_SECONDS = 120;

  private final Lru<Long, byte[]> accounts = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    BillingService service = new BillingService();
    Executors.newSingleThreadScheduledExecutor(Load.daemons("invoices"))
        .scheduleAtFixedRate(
            Load.guarded(new Invoices()), FIRST_SECONDS, DAY_SECONDS, TimeUnit.SECONDS);
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    byte[] account = accounts.get(request % 5_000, id -> new byte[5 << 10]);
    exchange.answer("account of " + account.length + exchange.field(3));
  }
}
