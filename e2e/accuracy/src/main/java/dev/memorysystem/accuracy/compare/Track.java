package dev.memorysystem.accuracy.compare;

import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.signal.LiveSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One process's series as a comparator sees it.
 *
 * @param times seconds since the case's beginning, rising
 * @param values bytes
 * @param limit bytes that bind; 0 when unknown
 */
public record Track(double[] times, double[] values, double limit) {
  /** Which of a process's series. */
  public enum Input {
    /** Anonymous resident memory, of the container's limit: what tools outside the process see. */
    RESIDENT("resident memory"),
    /** The smallest heap use after any collection, of the heap's limit. */
    FLOOR("live-set floors"),
    /** The smallest heap use after old-generation cycles. */
    OLD_FLOOR("old-generation floors");

    private final String words;

    Input(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    @Nullable Long value(LiveSet report) {
      return switch (this) {
        case RESIDENT -> report.rssAnonymous();
        case FLOOR -> report.floor();
        case OLD_FLOOR -> report.oldFloor();
      };
    }

    @Nullable Long limit(LiveSet report) {
      return this == RESIDENT ? report.containerLimit() : report.heapLimit();
    }
  }

  /** A case's processes, each on its own, as far as a series of one says anything. */
  public static List<Track> of(Case read, Input input) {
    Map<String, List<double[]>> points = new LinkedHashMap<>();
    double limit = 0;
    for (Case.Arrival arrival : read.signals()) {
      if (arrival.signal() instanceof LiveSet report) {
        Long value = input.value(report);
        Long bound = input.limit(report);
        limit = bound == null ? limit : bound;
        if (value != null) {
          double second = Duration.between(read.starts(), arrival.at()).toMillis() / 1000.0;
          points
              .computeIfAbsent(report.process().instanceId(), k -> new ArrayList<>())
              .add(new double[] {second, value});
        }
      }
    }
    double bound = limit;
    return points.values().stream().map(series -> of(series, bound)).toList();
  }

  private static Track of(List<double[]> points, double limit) {
    return new Track(
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray(),
        limit);
  }

  int size() {
    return times.length;
  }

  /** Its points from one to before another. */
  Track slice(int from, int to) {
    return new Track(
        java.util.Arrays.copyOfRange(times, from, to),
        java.util.Arrays.copyOfRange(values, from, to),
        limit);
  }
}
