package com.acme.checkout;

/** The bank said no. */
final class PaymentDeclined extends RuntimeException {
  private static final long serialVersionUID = 1;

  PaymentDeclined(String message) {
    super(message);
  }
}
