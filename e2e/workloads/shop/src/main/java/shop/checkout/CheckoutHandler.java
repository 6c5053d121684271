package shop.checkout;

import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SpanStatus;
import shop.web.Handler;
import shop.web.Response;

/** Takes an order: reads it, reserves the stock, charges the card; each request is one trace. */
final class CheckoutHandler implements Handler {
  private final OrderForm form;
  private final Stock stock;
  private final PaymentGateway payments;

  CheckoutHandler(OrderForm form, Stock stock, PaymentGateway payments) {
    this.form = form;
    this.stock = stock;
    this.payments = payments;
  }

  @Override
  public Response answer(String path, String body) {
    ITransaction transaction = Sentry.startTransaction("POST /checkout", "http.server", true);
    try {
      Order order = form.read(body);
      order.lines().forEach(line -> stock.reserve(transaction, line));
      String authorization = charge(transaction, order);
      transaction.setStatus(SpanStatus.OK);
      return new Response(200, "order " + order.id() + " paid, " + authorization + "\n");
    } catch (PaymentDeclinedException e) {
      transaction.setStatus(SpanStatus.FAILED_PRECONDITION);
      return new Response(402, e.getMessage() + "\n");
    } catch (IllegalArgumentException e) {
      transaction.setStatus(SpanStatus.INVALID_ARGUMENT);
      return new Response(400, e.getMessage() + "\n");
    } finally {
      transaction.finish();
    }
  }

  private String charge(ITransaction transaction, Order order) {
    ISpan span = transaction.startChild("http.client", "POST /charges");
    try {
      String authorization = payments.charge(order);
      span.setStatus(SpanStatus.OK);
      return authorization;
    } catch (PaymentDeclinedException e) {
      order.lines().forEach(stock::release);
      span.setThrowable(e);
      span.setStatus(SpanStatus.FAILED_PRECONDITION);
      throw e;
    } finally {
      span.finish();
    }
  }
}
