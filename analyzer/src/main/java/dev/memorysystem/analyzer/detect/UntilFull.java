package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has met its limit can grow no further: a leak that has filled the heap is flat there, while
 * the collector runs without end; one of buffers or threads, while whoever wants more gets an
 * OutOfMemoryError. So a curve is judged as it was until it was full.
 */
public final class UntilFull {
  /**
   * Share of the limit from which it counts as met. Chosen: with less than a tenth free, collectors
   * collect nearly without pause, and the load that makes a leak grow is no longer served.
   */
  private static final double FULL = 0.9;

  private UntilFull() {}

  /** The points, oldest first, up to the one from which on the level is at the limit. */
  static List<Point> of(List<Point> points, @Nullable Binding binding) {
    int met = met(points, binding);
    return points.subList(0, Math.min(met + 1, points.size()));
  }

  /**
   * Index of the first point at the limit from which on the middle of the rest is, too: a floor now
   * and then may be lower. The number of points when there is none.
   */
  private static int met(List<Point> points, @Nullable Binding binding) {
    if (binding == null) {
      return points.size();
    }
    double full = FULL * binding.level();
    int found = points.size();
    int over = 0;
    for (int i = points.size() - 1; i >= 0; i--) {
      boolean isOver = points.get(i).bytes() >= full;
      over += isOver ? 1 : 0;
      if (isOver && 2 * over > points.size() - i) {
        found = i;
      }
    }
    return found;
  }

  /** Whether the resource of a process is at its limit. */
  public static boolean isFull(ProcessState process, LeakKind kind) {
    return kind == LeakKind.HEAP
        ? isFull(process.oldFloors().points(), process.limits().binding())
        : process
            .gauge(kind)
            .filter(g -> isFull(Observation.levels(process, g), g.binding()))
            .isPresent();
  }

  private static boolean isFull(List<Point> points, @Nullable Binding binding) {
    return met(points, binding) < points.size();
  }
}
