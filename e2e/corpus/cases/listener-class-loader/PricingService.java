package com.acme.rules;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Prices baskets by the rules of a tenant, which its staff edit and deploy again. */
public final class PricingService {
  private static final int TENANTS = 20;

  /** Requests that deploy a rule again, among all. */
  private static final int DEPLOY_EVERY = 3;

  private final EventBus bus = new EventBus();
  private final Lru<Long, byte[]> baskets = new Lru<>(1_000);
  private final AtomicReferenceArray<Rule> rules = new AtomicReferenceArray<>(TENANTS);

  public static void main(String[] args) throws Exception {
    PricingService service = new PricingService();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      service.rules.set(tenant, Deployment.deploy(service.bus));
    }
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) throws ReflectiveOperationException {
    Exchange exchange = Exchange.receive(request, 100);
    int tenant = (int) Math.floorMod(request * 7919, (long) TENANTS);
    if (request % DEPLOY_EVERY == 0) {
      rules.getAndSet(tenant, Deployment.deploy(bus)).close();
    }
    byte[] basket = baskets.get(request % 3_000, id -> new byte[4 << 10]);
    long cents = rules.get(tenant).price(basket.length, "customer " + request % 500);
    if (request % 100 == 0) {
      bus.customerChanged("customer " + request % 500);
    }
    exchange.answer("price " + cents);
  }
}
