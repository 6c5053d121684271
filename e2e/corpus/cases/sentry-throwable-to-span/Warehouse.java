package com.acme.checkout;

import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.SpanStatus;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what is set aside, traced as a database is. */
final class Warehouse {
  private final AtomicLongArray reserved = new AtomicLongArray(4_096);

  void reserve(ITransaction transaction, String article) {
    ISpan span =
        transaction.startChild(
            "db.query", "UPDATE stock SET reserved = reserved + 1 WHERE sku = ?");
    span.setData("sku", article);
    reserved.incrementAndGet(Math.floorMod(article.hashCode(), reserved.length()));
    span.finish(SpanStatus.OK);
  }
}
