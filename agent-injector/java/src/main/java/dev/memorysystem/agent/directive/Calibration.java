package dev.memorysystem.agent.directive;

/**
 * How fast this process does something that takes as long as there are bytes: first assumed, then
 * the slowest that was measured.
 */
final class Calibration {
  /** Seconds below which a measurement says more about the clock than about the bytes. */
  private static final double SHORTEST = 0.002;

  private final double assumed;
  private double measured = Double.POSITIVE_INFINITY;

  /**
   * @param assumed bytes a second
   */
  Calibration(double assumed) {
    this.assumed = assumed;
  }

  double bytesPerSecond() {
    return isMeasured() ? measured : assumed;
  }

  boolean isMeasured() {
    return measured < Double.POSITIVE_INFINITY;
  }

  /** Seconds. */
  double predict(long bytes) {
    return bytes / bytesPerSecond();
  }

  void learn(long bytes, double seconds) {
    if (bytes > 0 && seconds >= SHORTEST) {
      measured = Math.min(measured, bytes / seconds);
    }
  }
}
