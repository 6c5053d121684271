package dev.memorysystem.analyzer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a series changes its level or its slope: the straight pieces that fit it best at a price
 * for each, found exactly by PELT (Killick, Fearnhead and Eckley 2012, JASA 107:1590-1598). The
 * price is Bayesian (Yao 1988): three numbers a piece, its place, level and slope, at ln n each.
 *
 * <p>The noise comes from second differences over several spans, which neither lines nor a few
 * jumps disturb; the largest counts, so that slow wander makes pieces dearer.
 *
 * @param segments oldest first, at least one
 * @param sigma standard deviation of the noise
 */
public record Segmentation(List<Segment> segments, double sigma) {
  /** Points a piece needs: a line through fewer fits anything. */
  public static final int SHORTEST = 4;

  /** Numbers a piece adds. */
  private static final int PARAMETERS = 3;

  /** Noise is at least this share of the range: values without any would fall into atoms. */
  private static final double LEAST_NOISE = 0.005;

  private static final int[] SPANS = {1, 2, 4};

  public Segmentation {
    segments = List.copyOf(segments);
  }

  /**
   * @param times in seconds, not falling
   * @param values one for each time, at least one
   */
  public static Segmentation of(double[] times, double[] values) {
    double[] smooth = withoutSpikes(values);
    double sigma = noise(values);
    int n = times.length;
    var lines = new Lines(times, smooth);
    double price = PARAMETERS * Math.log(n);
    double[] best = new double[n + 1];
    int[] before = new int[n + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = -price;
    int[] candidates = new int[n + 1];
    int count = 1;
    for (int to = Math.min(n, SHORTEST); to <= n; to++) {
      for (int c = 0; c < count; c++) {
        int from = candidates[c];
        double cost = best[from] + lines.aroundLine(from, to) / (sigma * sigma) + price;
        if (cost < best[to]) {
          best[to] = cost;
          before[to] = from;
        }
      }
      int kept = 0;
      for (int c = 0; c < count; c++) {
        int from = candidates[c];
        if (best[from] + lines.aroundLine(from, to) / (sigma * sigma) <= best[to]) {
          candidates[kept++] = from;
        }
      }
      count = kept;
      int next = to - SHORTEST + 1;
      if (next >= SHORTEST) {
        candidates[count++] = next;
      }
    }
    return new Segmentation(segments(times, smooth, lines, before, sigma), sigma);
  }

  private static List<Segment> segments(
      double[] times, double[] values, Lines lines, int[] before, double sigma) {
    List<Segment> segments = new ArrayList<>();
    for (int to = times.length; to > 0; to = before[to]) {
      int from = before[to];
      double slope = lines.slope(from, to);
      double meanTime = Arrays.stream(times, from, to).average().orElseThrow();
      double mean = Arrays.stream(values, from, to).average().orElseThrow();
      double xx = lines.xx(from, to);
      segments.addFirst(
          new Segment(
              from,
              to,
              mean + slope * (times[from] - meanTime),
              mean + slope * (times[to - 1] - meanTime),
              slope,
              xx <= 0 ? Double.POSITIVE_INFINITY : sigma / Math.sqrt(xx)));
    }
    return segments;
  }

  /** Running median of three (Tukey 1977): a single outlier is no piece of its own. */
  static double[] withoutSpikes(double[] values) {
    double[] smooth = values.clone();
    for (int i = 1; i + 1 < values.length; i++) {
      double low = Math.min(values[i - 1], values[i + 1]);
      double high = Math.max(values[i - 1], values[i + 1]);
      smooth[i] = Math.clamp(values[i], low, high);
    }
    return smooth;
  }

  private static double noise(double[] values) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    double noise = Math.max(LEAST_NOISE * (high - low), 1);
    for (int span : SPANS) {
      if (values.length >= 2 * span + SHORTEST) {
        double[] bends = new double[values.length - 2 * span];
        for (int i = 0; i < bends.length; i++) {
          bends[i] = Math.abs(values[i] - 2 * values[i + span] + values[i + 2 * span]);
        }
        Arrays.sort(bends);
        noise = Math.max(noise, MedianDeviation.TO_SIGMA * bends[bends.length / 2] / Math.sqrt(6));
      }
    }
    return noise;
  }
}
