package com.acme.ticker;

/** The last prices of each symbol: as much of them as there will ever be, from the start. */
final class Prices {
  private static final int SYMBOLS = 1_000;
  private static final int KEPT = 1_400;

  private static final Prices ALL = new Prices();

  private final double[][] bySymbol = new double[SYMBOLS][KEPT];

  static Prices all() {
    return ALL;
  }

  /** A new price for a symbol, in the place of its oldest one. */
  synchronized double next(String symbol) {
    double[] kept = bySymbol[Math.floorMod(symbol.hashCode(), SYMBOLS)];
    double price = 100 + (kept[KEPT - 1] + 7) % 900;
    System.arraycopy(kept, 1, kept, 0, KEPT - 1);
    kept[KEPT - 1] = price;
    return price;
  }
}
