package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has met its limit can grow no further: a leak that has filled the heap is flat there, while
 * the collector runs without end. So a curve is judged as it was until it was full.
 */
public final class UntilFull {
  /**
   * Share of the limit from which it counts as met. Chosen: with less than a tenth free, collectors
   * collect nearly without pause, and the load that makes a leak grow is no longer served.
   */
  private static final double FULL = 0.9;

  private UntilFull() {}

  /** The points, oldest first, up to the one from which on all are at the limit. */
  static List<Point> of(List<Point> points, @Nullable Binding binding) {
    if (binding == null) {
      return points;
    }
    double full = FULL * binding.level();
    int end = points.size();
    while (end > 0 && points.get(end - 1).bytes() >= full) {
      end--;
    }
    return points.subList(0, Math.min(end + 1, points.size()));
  }

  /** Whether the heap of a process is at its limit. */
  public static boolean isFull(ProcessState process) {
    Binding binding = process.limits().binding();
    List<Point> floors = process.oldFloors().points();
    return binding != null
        && !floors.isEmpty()
        && floors.getLast().bytes() >= FULL * binding.level();
  }
}
