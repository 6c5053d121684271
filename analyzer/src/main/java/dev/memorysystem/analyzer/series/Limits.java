package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.LiveSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bounds a process's heap. Bytes; absent when unknown or unlimited.
 *
 * @param heap largest heap the runtime will use
 * @param container memory limit of the container
 * @param nonHeap smallest anonymous resident memory seen beside the used heap: code, metaspace,
 *     stacks, native memory
 * @param besideHeap largest anonymous resident memory seen beside what the runtime has taken for
 *     its heap, which is nearer to the same; absent when it does not say that
 * @param anonymous anonymous resident memory now
 * @param committed what the runtime has taken for its heap, now and then; absent when not said
 */
public record Limits(
    @Nullable Long heap,
    @Nullable Long container,
    @Nullable Long nonHeap,
    @Nullable Long besideHeap,
    @Nullable Long anonymous,
    @Nullable PackedSeries committed) {
  static final Limits UNKNOWN = new Limits(null, null, null);

  static final String CONTAINER = "container limit";

  /** Points kept of what the heap has taken: it grows in a few steps. */
  private static final int STEPS = 8;

  /** A change by less of what the heap has taken is none. Chosen. */
  private static final double SAME = 0.02;

  Limits(@Nullable Long heap, @Nullable Long container, @Nullable Long nonHeap) {
    this(heap, container, nonHeap, null, null, null);
  }

  Limits with(LiveSet signal, long second) {
    return new Limits(
        signal.heapLimit() == null ? heap : signal.heapLimit(),
        signal.containerLimit() == null ? container : signal.containerLimit(),
        nonHeap(signal),
        besideHeap(signal),
        signal.rssAnonymous() == null ? anonymous : signal.rssAnonymous(),
        committed(signal.areas().heapCommitted(), second));
  }

  private @Nullable PackedSeries committed(@Nullable Long bytes, long second) {
    return bytes == null || bytes < 0
        ? committed
        : with(committed == null ? PackedSeries.of(STEPS) : committed, new Point(second, bytes));
  }

  /** With one more step, if it is one. */
  private static PackedSeries with(PackedSeries series, Point point) {
    List<Point> steps = series.points();
    boolean same =
        !steps.isEmpty()
            && Math.abs(point.bytes() - steps.getLast().bytes()) <= SAME * steps.getLast().bytes();
    return same ? series : series.startWindow(point);
  }

  /** What the runtime had taken for its heap at a second; null when it never said. */
  public @Nullable Long committed(long second) {
    if (committed == null) {
      return null;
    }
    List<Point> steps = committed.points();
    Long found = steps.isEmpty() ? null : Long.valueOf(steps.getFirst().bytes());
    for (Point step : steps) {
      found = step.second() <= second ? Long.valueOf(step.bytes()) : found;
    }
    return found;
  }

  /** With what was learnt later, after a second. */
  Limits then(Limits later, long end) {
    return new Limits(
        later.heap == null ? heap : later.heap,
        later.container == null ? container : later.container,
        later.nonHeap == null || nonHeap == null
            ? (nonHeap == null ? later.nonHeap : nonHeap)
            : Long.valueOf(Math.min(nonHeap, later.nonHeap)),
        later.besideHeap == null || besideHeap == null
            ? (besideHeap == null ? later.besideHeap : besideHeap)
            : Long.valueOf(Math.max(besideHeap, later.besideHeap)),
        later.anonymous == null ? anonymous : later.anonymous,
        joined(committed, later.committed, end));
  }

  private static @Nullable PackedSeries joined(
      @Nullable PackedSeries first, @Nullable PackedSeries second, long end) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    PackedSeries joined = first;
    for (Point step : second.since(end + 1)) {
      joined = with(joined, step);
    }
    return joined;
  }

  private @Nullable Long nonHeap(LiveSet signal) {
    if (signal.rssAnonymous() == null || signal.heapUsed() == null) {
      return nonHeap;
    }
    long beside = Math.max(0, signal.rssAnonymous() - signal.heapUsed());
    return nonHeap == null ? beside : Long.valueOf(Math.min(nonHeap, beside));
  }

  private @Nullable Long besideHeap(LiveSet signal) {
    Long taken = signal.areas().heapCommitted();
    if (signal.rssAnonymous() == null || taken == null) {
      return besideHeap;
    }
    long beside = Math.max(0, signal.rssAnonymous() - taken);
    return besideHeap == null ? beside : Long.valueOf(Math.max(besideHeap, beside));
  }

  /** Anonymous memory that is not the heap's, as far as that is known. */
  public @Nullable Long beside() {
    return besideHeap == null ? nonHeap : besideHeap;
  }

  /** The limit that the heap meets first, or null when nothing bounds it. */
  public @Nullable Binding binding() {
    Long beside = beside();
    if (container != null && beside != null) {
      long room = Math.max(0, container - beside);
      if (heap == null || room < heap) {
        return new Binding(CONTAINER, container, room);
      }
    }
    if (heap != null) {
      return new Binding("heap limit", heap, heap);
    }
    return container == null ? null : new Binding(CONTAINER, container, container);
  }

  /**
   * @param name for a person
   * @param bytes the limit itself
   * @param level of what is judged at which it is met
   */
  public record Binding(String name, long bytes, long level) {
    /** Whether it is the container's. */
    public boolean isContainer() {
      return name.equals(CONTAINER);
    }
  }
}
