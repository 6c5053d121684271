package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Signals of processes that also say what they allocated, loaded and compiled. */
final class Working {
  private Working() {}

  /**
   * @param allocated MiB allocated by an age in seconds
   */
  static List<Signal> allocating(List<Signal> signals, DoubleUnaryOperator allocated) {
    return signals.stream()
        .map(s -> s instanceof LiveSet l ? with(l, l.classes(), l.jitSeconds(), allocated) : s)
        .toList();
  }

  /**
   * @param classes loaded by an age
   * @param compiled seconds spent compiling by an age
   */
  static List<Signal> warming(
      List<Signal> signals, DoubleUnaryOperator classes, DoubleUnaryOperator compiled) {
    return signals.stream()
        .map(
            s ->
                s instanceof LiveSet l
                    ? with(
                        l,
                        (long) classes.applyAsDouble(age(l)),
                        compiled.applyAsDouble(age(l)),
                        null)
                    : s)
        .toList();
  }

  private static double age(LiveSet l) {
    return Duration.between(l.process().startedAt(), l.at()).toSeconds();
  }

  private static Signal with(
      LiveSet l, Long classes, Double compiled, DoubleUnaryOperator allocated) {
    return new LiveSet(
        l.workload(),
        l.process(),
        l.at(),
        l.floor(),
        l.collections(),
        l.oldCycles(),
        l.oldFloor(),
        l.gcSeconds(),
        l.heapUsed(),
        l.heapLimit(),
        l.rss(),
        l.rssAnonymous(),
        l.containerLimit(),
        l.directUsed(),
        l.threads(),
        classes,
        l.areas(),
        compiled,
        allocated == null
            ? l.allocatedBytes()
            : Long.valueOf((long) (Heap.MIB * allocated.applyAsDouble(age(l)))));
  }
}
