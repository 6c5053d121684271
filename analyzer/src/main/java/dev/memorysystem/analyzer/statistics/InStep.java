package dev.memorysystem.analyzer.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/** Whether one series rises in step with another that is measured at other times. */
public final class InStep {
  /** Points in common, at least. */
  private static final int POINTS = 6;

  private InStep() {}

  /**
   * Pearson's correlation of a series with another, the other read at the first one's times by
   * straight lines between its points; 0 when they have too few times in common or one is constant.
   *
   * @param times of the first, in order
   * @param values of the first
   * @param otherTimes in order
   * @param otherValues of the other
   */
  public static double correlation(
      double[] times, double[] values, double[] otherTimes, double[] otherValues) {
    List<double[]> pairs = new ArrayList<>();
    int next = 1;
    for (int i = 0; i < times.length; i++) {
      while (next < otherTimes.length && otherTimes[next] < times[i]) {
        next++;
      }
      if (next < otherTimes.length && times[i] >= otherTimes[next - 1]) {
        double width = otherTimes[next] - otherTimes[next - 1];
        double share = width == 0 ? 0 : (times[i] - otherTimes[next - 1]) / width;
        double rise = otherValues[next] - otherValues[next - 1];
        pairs.add(new double[] {values[i], otherValues[next - 1] + share * rise});
      }
    }
    if (pairs.size() < POINTS) {
      return 0;
    }
    double correlation =
        new PearsonsCorrelation()
            .correlation(
                pairs.stream().mapToDouble(p -> p[0]).toArray(),
                pairs.stream().mapToDouble(p -> p[1]).toArray());
    return Double.isNaN(correlation) ? 0 : correlation;
  }
}
