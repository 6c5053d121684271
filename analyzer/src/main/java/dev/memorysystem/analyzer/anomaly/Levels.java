package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.detect.Settled;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.statistics.MedianDeviation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Live sets over time by their order statistics, which a few odd ones do not move.
 *
 * @param points oldest first, since the process had warmed up
 */
record Levels(List<Point> points) {
  private static final double MIB = 1 << 20;

  Levels {
    points = List.copyOf(points);
  }

  /** Between two completed old-generation cycles: without garbage. */
  static Levels acrossCycles(ProcessState process) {
    return new Levels(process.oldFloors().since(Settled.after(process)));
  }

  /** After any collection: with garbage that was promoted since the last old-generation cycle. */
  static Levels any(ProcessState process) {
    return new Levels(process.floors().since(Settled.after(process)));
  }

  double[] seconds() {
    return points.stream().mapToDouble(Point::second).toArray();
  }

  double[] bytes() {
    return points.stream().mapToDouble(Point::bytes).toArray();
  }

  int size() {
    return points.size();
  }

  Levels from(int index) {
    return new Levels(points.subList(index, points.size()));
  }

  Levels until(int index) {
    return new Levels(points.subList(0, index));
  }

  /** Those up to an age of the process. */
  Levels untilAge(long second) {
    return new Levels(points.stream().filter(p -> p.second() <= second).toList());
  }

  Levels newest(int count) {
    return from(Math.max(0, points.size() - count));
  }

  /** Age of the process at the newest; 0 without any. */
  long age() {
    return points.isEmpty() ? 0 : points.getLast().second();
  }

  long span() {
    return points.isEmpty() ? 0 : points.getLast().second() - points.getFirst().second();
  }

  double median() {
    return quantile(0.5);
  }

  /**
   * @param share of the levels that are no higher, 0 to 1
   * @return bytes; NaN without any
   */
  double quantile(double share) {
    if (points.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = points.stream().mapToDouble(Point::bytes).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** Standard deviation as the median deviation has it, bytes. */
  double deviation() {
    double median = median();
    double[] distances =
        points.stream().mapToDouble(p -> Math.abs(p.bytes() - median)).sorted().toArray();
    return distances.length == 0 ? 0 : MedianDeviation.TO_SIGMA * distances[distances.length / 2];
  }

  /** By how much the later half is higher than the earlier, bytes; below 0 where it is lower. */
  double drift() {
    int half = points.size() / 2;
    return half == 0 ? 0 : from(half).median() - until(half).median();
  }

  /** Bytes allocated a second; absent when unknown. */
  @Nullable Double rate() {
    if (span() <= 0) {
      return null;
    }
    Long first = points.getFirst().allocated();
    Long last = points.getLast().allocated();
    return first == null || last == null || last < first
        ? null
        : Double.valueOf(MIB * (last - first) / span());
  }

  /** The highest of several shares of them. */
  static double highest(List<Levels> all, double share) {
    return all.stream().mapToDouble(each -> each.quantile(share)).max().orElse(Double.NaN);
  }

  /** The middle of several. */
  static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
