package com.acme.discounts;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** Computes discounts by rules that shops write themselves. */
public final class DiscountService {
  private DiscountService() {}

  public static void main(String[] arguments) throws Exception {
    Discounts discounts = new Discounts(Boolean.getBoolean("fixed"));
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> {
          Exchange exchange = Exchange.receive(request, 30);
          exchange.answer("discount: " + discounts.of(request % 500));
        });
  }
}
