package dev.memorysystem.e2e.cluster;

/** Images of the workloads, as e2e/install makes and loads them. */
final class Images {
  static final String CHECKOUT_FIXED = "memory-system/checkout-fixed:0.1.0";

  private Images() {}
}
