package com.acme.checkout;

import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanStatus;

/** Takes orders: sets the articles aside, charges the card; each is one trace. */
final class Checkout {
  private final Warehouse warehouse = new Warehouse();
  private final Bank bank = new Bank();

  String take(long number) {
    Order order = Order.read(number);
    ITransaction transaction = Sentry.startTransaction("POST /checkout", "http.server", true);
    try {
      order.articles().forEach(article -> warehouse.reserve(transaction, article));
      String paid = charge(transaction, order);
      transaction.setStatus(SpanStatus.OK);
      return "200 " + order.id() + " paid: " + paid;
    } catch (PaymentDeclined e) {
      transaction.setStatus(SpanStatus.FAILED_PRECONDITION);
      return "402 " + e.getMessage();
    } finally {
      transaction.finish();
    }
  }

  private String charge(ITransaction transaction, Order order) {
    ISpan span = transaction.startChild("http.client", "POST /charges");
    try {
      String paid = bank.charge(order);
      span.setStatus(SpanStatus.OK);
      return paid;
    } catch (PaymentDeclined e) {
      span.setThrowable(e);
      span.setStatus(SpanStatus.FAILED_PRECONDITION);
      throw e;
    } finally {
      span.finish();
    }
  }
}
