package shop.checkout;

/** The card's bank refused the payment. */
final class PaymentDeclinedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PaymentDeclinedException(String message) {
    super(message);
  }
}
