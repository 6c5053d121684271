package com.acme.tenants;

import java.util.Map;
import java.util.stream.Stream;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Serves settings of tenants, and refreshes them now and then. */
public final class SettingsService {
  private static final int TENANTS = 100;

  /** Requests that refresh a tenant, among all. */
  private static final int REFRESH_EVERY = 12;

  private final Tenant[] tenants =
      Stream.generate(Tenant::new).limit(TENANTS).toArray(Tenant[]::new);
  private final Lru<Long, byte[]> logos = new Lru<>(1_000);

  public static void main(String[] args) throws InterruptedException {
    SettingsService service = new SettingsService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 100);
    Tenant tenant = tenants[(int) Math.floorMod(request * 7919, (long) TENANTS)];
    if (request % REFRESH_EVERY == 0) {
      tenant.refresh(Map.of("colour", exchange.field(1), "language", exchange.field(2))).join();
    }
    byte[] logo = logos.get(request % 3_000, id -> new byte[4 << 10]);
    exchange.answer(tenant.setting("colour") + logo.length);
  }
}
