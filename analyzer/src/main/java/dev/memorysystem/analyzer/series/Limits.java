package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.LiveSet;
import org.jspecify.annotations.Nullable;

/**
 * What bounds a process's heap. Bytes; absent when unknown or unlimited.
 *
 * @param heap largest heap the runtime will use
 * @param container memory limit of the container
 * @param nonHeap smallest anonymous resident memory seen beside the used heap: code, metaspace,
 *     stacks, native memory
 */
public record Limits(@Nullable Long heap, @Nullable Long container, @Nullable Long nonHeap) {
  static final Limits UNKNOWN = new Limits(null, null, null);

  Limits with(LiveSet signal) {
    return new Limits(
        signal.heapLimit() == null ? heap : signal.heapLimit(),
        signal.containerLimit() == null ? container : signal.containerLimit(),
        nonHeap(signal));
  }

  /** With what was learnt later. */
  Limits then(Limits later) {
    return new Limits(
        later.heap == null ? heap : later.heap,
        later.container == null ? container : later.container,
        later.nonHeap == null || nonHeap == null
            ? (nonHeap == null ? later.nonHeap : nonHeap)
            : Long.valueOf(Math.min(nonHeap, later.nonHeap)));
  }

  private @Nullable Long nonHeap(LiveSet signal) {
    if (signal.rssAnonymous() == null || signal.heapUsed() == null) {
      return nonHeap;
    }
    long beside = Math.max(0, signal.rssAnonymous() - signal.heapUsed());
    return nonHeap == null ? beside : Long.valueOf(Math.min(nonHeap, beside));
  }

  /** The limit that the heap meets first, or null when nothing bounds it. */
  public @Nullable Binding binding() {
    if (container != null && nonHeap != null) {
      long room = Math.max(0, container - nonHeap);
      if (heap == null || room < heap) {
        return new Binding("container limit", container, room);
      }
    }
    if (heap != null) {
      return new Binding("heap limit", heap, heap);
    }
    return container == null ? null : new Binding("container limit", container, container);
  }

  /**
   * @param name for a person
   * @param bytes the limit itself
   * @param level of what is judged at which it is met
   */
  public record Binding(String name, long bytes, long level) {}
}
