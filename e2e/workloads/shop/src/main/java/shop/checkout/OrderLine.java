package shop.checkout;

/** One position of an order: an article, how many, and its price for one in cents. */
record OrderLine(String sku, int quantity, long unitPriceCents) {
  long totalCents() {
    return quantity * unitPriceCents;
  }
}
