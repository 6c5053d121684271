package shop.checkout;

import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.SpanStatus;
import java.util.concurrent.atomic.AtomicLongArray;

/** What is in the warehouse: a counter for each shelf of articles, traced like a database. */
final class Stock {
  private static final int SHELVES = 4_096;

  private final AtomicLongArray reserved = new AtomicLongArray(SHELVES);

  /** Sets the articles of {@code line} aside for an order. */
  void reserve(ITransaction transaction, OrderLine line) {
    ISpan span =
        transaction.startChild(
            "db.query", "UPDATE stock SET reserved = reserved + ? WHERE sku = ?");
    span.setData("sku", line.sku());
    reserved.addAndGet(shelf(line), line.quantity());
    span.finish(SpanStatus.OK);
  }

  /** Gives back what was set aside. */
  void release(OrderLine line) {
    reserved.addAndGet(shelf(line), -line.quantity());
  }

  private static int shelf(OrderLine line) {
    return Math.floorMod(line.sku().hashCode(), SHELVES);
  }
}
