package dev.memorysystem.analyzer.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * How evenly times lie in an interval.
 *
 * @param count how many
 * @param thirds how many in each third of the interval, earliest first
 * @param distance largest distance between their distribution and the even one, 0 to 1
 *     (Kolmogorov-Smirnov)
 * @param late whether they lie late rather than early: their mean is past the middle
 */
public record Spread(int count, List<Integer> thirds, double distance, boolean late) {
  public Spread {
    thirds = List.copyOf(thirds);
  }

  /** Times outside the interval are left out; fewer than two say nothing: distance 0. */
  public static Spread over(double from, double to, double[] times) {
    List<Double> inside = new ArrayList<>();
    int[] thirds = new int[3];
    for (double time : times) {
      if (time >= from && time <= to && to > from) {
        inside.add(time);
        thirds[Math.min(2, (int) (3 * (time - from) / (to - from)))]++;
      }
    }
    List<Integer> counts = List.of(thirds[0], thirds[1], thirds[2]);
    if (inside.size() < 2) {
      return new Spread(inside.size(), counts, 0, false);
    }
    double[] data = inside.stream().mapToDouble(Double::doubleValue).toArray();
    double distance =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovStatistic(new UniformRealDistribution(from, to), data);
    double mean = inside.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new Spread(data.length, counts, distance, mean > (from + to) / 2);
  }
}
