package com.acme.checkout;

import io.sentry.Hint;
import io.sentry.Sentry;
import io.sentry.SentryEnvelope;
import io.sentry.transport.ITransport;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** A shop's checkout with error and performance reporting by Sentry. */
public final class CheckoutService {
  private CheckoutService() {}

  public static void main(String[] arguments) throws Exception {
    Sentry.init(
        options -> {
          options.setDsn("http://public@127.0.0.1:9/1");
          options.setTracesSampleRate(0.05);
          options.setEnableUncaughtExceptionHandler(false);
          options.setTransportFactory((given, details) -> new Taken());
        });
    Checkout checkout = new Checkout();
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> Exchange.receive(request, 20).answer(checkout.take(request)));
  }

  /** A receiver that takes every envelope and forgets it. */
  private static final class Taken implements ITransport {
    @Override
    public void send(SentryEnvelope envelope, Hint hint) {}

    @Override
    public void flush(long timeoutMillis) {}

    @Override
    public void close() {}
  }
}
