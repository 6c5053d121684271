package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.LiveSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a process stopped warming up: from then on few classes are loaded and little is compiled.
 * Warm-up is not a share of a process's life: how long it takes differs by more than tenfold, and
 * it ends (Barrett et al. 2017, Virtual Machine Warmup Blows Hot and Cold, OOPSLA).
 *
 * @param ended in seconds since the process's origin; absent while it goes on
 * @param busiest largest share of a core's time that compiling took over a window
 * @param marks the newest readings, oldest first; none once it has ended
 */
public record WarmUp(@Nullable Long ended, double busiest, List<Mark> marks) {
  static final WarmUp UNKNOWN = new WarmUp(null, 0, List.of());

  /** Seconds over which slopes are taken: two reports at the slowest usual interval. */
  private static final long WINDOW = 30;

  /** Seconds between two readings that are kept. */
  private static final long APART = 5;

  /** Share of the loaded classes that may still come within a window. Chosen. */
  private static final double FEW_CLASSES = 0.01;

  /** Share of a core's time that compiling may still take. Chosen. */
  private static final double LITTLE_COMPILING = 0.05;

  /** The same, as a share of what it took when it was busiest: for slow machines. Chosen. */
  private static final double LESS_COMPILING = 0.1;

  /**
   * What was loaded and compiled by a second of the process's life.
   *
   * @param jitSeconds absent when the runtime does not say
   */
  public record Mark(long second, long classes, @Nullable Double jitSeconds) {}

  public WarmUp {
    marks = List.copyOf(marks);
  }

  /** Whether anything was ever read of it. */
  public boolean hasBegun() {
    return ended != null || !marks.isEmpty();
  }

  WarmUp with(LiveSet signal, long second) {
    Long classes = signal.classes();
    if (ended != null || classes == null) {
      return this;
    }
    if (!marks.isEmpty() && second - marks.getLast().second() < APART) {
      return this;
    }
    var now = new Mark(second, classes, signal.jitSeconds());
    Mark before = null;
    for (Mark mark : marks) {
      before = second - mark.second() >= WINDOW ? mark : before;
    }
    if (before == null) {
      return new WarmUp(null, busiest, appended(marks, now));
    }
    double compiling = compiling(before, now);
    double most = Math.max(busiest, compiling);
    boolean few = now.classes() - before.classes() <= FEW_CLASSES * now.classes();
    boolean little = compiling <= Math.max(LITTLE_COMPILING, LESS_COMPILING * most);
    return few && little
        ? new WarmUp(before.second(), most, List.of())
        : new WarmUp(null, most, appended(marks.subList(marks.indexOf(before), marks.size()), now));
  }

  private static double compiling(Mark from, Mark to) {
    return from.jitSeconds() == null || to.jitSeconds() == null
        ? 0
        : (to.jitSeconds() - from.jitSeconds()) / (to.second() - from.second());
  }

  private static List<Mark> appended(List<Mark> marks, Mark mark) {
    List<Mark> longer = new ArrayList<>(marks);
    longer.add(mark);
    return longer;
  }
}
