package shop.checkout;

/** The price of every article, the same for the same article every time. */
final class PriceList {
  private static final int DEAREST_CENTS = 20_000;

  long cents(String sku) {
    return 1 + Math.floorMod(sku.hashCode(), DEAREST_CENTS);
  }
}
