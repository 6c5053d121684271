package dev.memorysystem.accuracy.score;

import java.util.List;

/**
 * Expected calibration error (Naeini, Cooper and Hauskrecht 2015): how far confidence is from the
 * share that is right, over ten bins of equal width, weighted by how many each holds.
 */
final class Calibration {
  private static final int BINS = 10;

  private Calibration() {}

  /** How sure, 0 to 1, and whether it was right. */
  record Said(double confidence, boolean right) {}

  /** 0 to 1; NaN when nothing was said. */
  static double error(List<Said> all) {
    double[] confidence = new double[BINS];
    double[] right = new double[BINS];
    for (Said said : all) {
      int bin = Math.min(BINS - 1, (int) (BINS * said.confidence()));
      confidence[bin] += said.confidence();
      right[bin] += said.right() ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(confidence[bin] - right[bin]);
    }
    return all.isEmpty() ? Double.NaN : error / all.size();
  }
}
