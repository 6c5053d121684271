package dev.memorysystem.accuracy.score;

import java.util.Arrays;

/** Recall where a rule's threshold allows so many false alarms. */
final class Roc {
  private Roc() {}

  /**
   * Share of the leaks that score above the lowest threshold which at most a share of the others
   * scores above. A score of 0 says nothing, and is above no threshold.
   *
   * @param leaks scores
   * @param others scores, at least one
   */
  static double recall(double[] leaks, double[] others, double falsePositives) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    int allowed = (int) Math.floor(falsePositives * sorted.length);
    double threshold = Math.max(0, sorted[sorted.length - 1 - allowed]);
    return (double) Arrays.stream(leaks).filter(score -> score > threshold).count() / leaks.length;
  }
}
