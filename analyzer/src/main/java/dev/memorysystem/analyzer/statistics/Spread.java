package dev.memorysystem.analyzer.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * How evenly times lie in an interval.
 *
 * @param count how many
 * @param quarters how many in each quarter of the interval, earliest first
 * @param distance largest distance between their distribution and the even one, 0 to 1
 *     (Kolmogorov-Smirnov)
 * @param probability of a distance as large when they do fall evenly
 */
public record Spread(int count, List<Integer> quarters, double distance, double probability) {
  public Spread {
    quarters = List.copyOf(quarters);
  }

  /** Times outside the interval are left out; fewer than two say nothing: probability 1. */
  public static Spread over(double from, double to, double[] times) {
    List<Double> inside = new ArrayList<>();
    int[] quarters = new int[4];
    for (double time : times) {
      if (time >= from && time <= to && to > from) {
        inside.add(time);
        quarters[Math.min(3, (int) (4 * (time - from) / (to - from)))]++;
      }
    }
    List<Integer> counts = List.of(quarters[0], quarters[1], quarters[2], quarters[3]);
    if (inside.size() < 2) {
      return new Spread(inside.size(), counts, 0, 1);
    }
    double[] data = inside.stream().mapToDouble(Double::doubleValue).toArray();
    var even = new UniformRealDistribution(from, to);
    var test = new KolmogorovSmirnovTest();
    return new Spread(
        data.length,
        counts,
        test.kolmogorovSmirnovStatistic(even, data),
        test.kolmogorovSmirnovTest(even, data));
  }
}
