package dev.memorysystem.analyzer.anomaly;

import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How often a process allocated how fast: counts by the rate's logarithm, a quarter of an octave
 * each, so that any quantile is known within a tenth. Of old, half is forgotten now and then.
 *
 * @param packed bucket and count, to base 36, lowest rate first; empty before the first
 */
public record Rates(String packed) {
  static final Rates NONE = new Rates("");

  private static final int RADIX = 36;

  private static final int BUCKETS_PER_OCTAVE = 4;

  /** Rates outside of 1 KiB/s to 1 TiB/s count as these. */
  private static final int LOWEST = 10 * BUCKETS_PER_OCTAVE;

  private static final int HIGHEST = 40 * BUCKETS_PER_OCTAVE;

  /** Windows after which half of all is forgotten: two days of half a minute each. */
  private static final int REMEMBERED = 5760;

  /** Text that is empty may be left out where it is stored. */
  public Rates {
    packed = Objects.requireNonNullElse(packed, "");
  }

  /**
   * @param bytesPerSecond of one more window
   */
  Rates with(double bytesPerSecond) {
    TreeMap<Integer, Integer> counts = counts();
    counts.merge(bucket(bytesPerSecond), 1, Integer::sum);
    if (total(counts) > REMEMBERED) {
      counts.replaceAll((bucket, count) -> count / 2);
      counts.values().removeIf(count -> count == 0);
    }
    return packed(counts);
  }

  /** Windows remembered. */
  int windows() {
    return total(counts());
  }

  /** Middle of the octaves: log2 of bytes a second. */
  double median() {
    return quantile(0.5);
  }

  /**
   * @param share of the windows that were no faster, 0 to 1
   * @return log2 of bytes a second; NaN before the first window
   */
  double quantile(double share) {
    return quantile(counts(), share);
  }

  /** Median distance of the windows from their median, in octaves; NaN before the first. */
  double medianDeviation() {
    TreeMap<Integer, Integer> counts = counts();
    double median = quantile(counts, 0.5) * BUCKETS_PER_OCTAVE;
    TreeMap<Integer, Integer> distances = new TreeMap<>();
    counts.forEach(
        (bucket, count) ->
            distances.merge((int) Math.round(Math.abs(bucket - median)), count, Integer::sum));
    return quantile(distances, 0.5);
  }

  private static double quantile(TreeMap<Integer, Integer> counts, double share) {
    double wanted = share * total(counts);
    int passed = 0;
    for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
      passed += each.getValue();
      if (passed >= wanted) {
        return (double) each.getKey() / BUCKETS_PER_OCTAVE;
      }
    }
    return Double.NaN;
  }

  private static int bucket(double bytesPerSecond) {
    return (int)
        Math.clamp(Math.round(BUCKETS_PER_OCTAVE * octave(bytesPerSecond)), LOWEST, HIGHEST);
  }

  /** log2 of a rate. */
  static double octave(double bytesPerSecond) {
    return Math.log(Math.max(1, bytesPerSecond)) / Math.log(2);
  }

  private static int total(TreeMap<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private TreeMap<Integer, Integer> counts() {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    if (!packed.isEmpty()) {
      for (String each : packed.split(",", -1)) {
        String[] parts = each.split(" ", -1);
        counts.put(Integer.parseInt(parts[0], RADIX), Integer.parseInt(parts[1], RADIX));
      }
    }
    return counts;
  }

  private static Rates packed(TreeMap<Integer, Integer> counts) {
    var packed = new StringJoiner(",");
    counts.forEach(
        (bucket, count) ->
            packed.add(Integer.toString(bucket, RADIX) + " " + Integer.toString(count, RADIX)));
    return new Rates(packed.toString());
  }
}
