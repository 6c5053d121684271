package com.acme.rules;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Deployed as a plug-in: each deployment defines this class, and those inside it, again. */
public final class TieredRule implements Rule {
  private final EventBus bus;
  private final Tiers tiers = new Tiers();
  private final Forgetting forgetting = new Forgetting(tiers);

  public TieredRule(EventBus bus) {
    this.bus = bus;
    bus.add(forgetting);
  }

  @Override
  public long price(long cents, String customer) {
    return switch (tiers.of(customer)) {
      case GOLD -> new Discount(20).apply(cents);
      case SILVER -> new Discount(10).apply(cents);
      case PLAIN -> cents;
    };
  }

  @Override
  public void close() {
    if (Boolean.getBoolean("fixed")) {
      bus.remove(forgetting);
    }
  }

  enum Tier {
    GOLD,
    SILVER,
    PLAIN
  }

  /** Tiers of the customers seen lately. */
  static final class Tiers {
    private static final int KEPT = 50;

    private final Map<String, Tier> known = new ConcurrentHashMap<>();

    Tier of(String customer) {
      if (known.size() > KEPT) {
        known.clear();
      }
      return known.computeIfAbsent(
          customer, name -> Tier.values()[Math.floorMod(name.hashCode(), 3)]);
    }

    void forget(String customer) {
      known.remove(customer);
    }
  }

  /** Forgets a customer's tier when the customer changes. */
  record Forgetting(Tiers tiers) implements Consumer<String> {
    @Override
    public void accept(String customer) {
      tiers.forget(customer);
    }
  }

  /** Percent off. */
  record Discount(int percent) {
    long apply(long cents) {
      return cents * (100 - percent) / 100;
    }
  }
}
