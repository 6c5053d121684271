package dev.memorysystem.agent.directive;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the objects of each class: one stop, as long as the heap in use is large. */
final class ClassCensusTask implements Task {
  static final String KIND = "class_census";

  /** Bytes of heap in use a second, before this process has measured it; see ADR 35. */
  static final double ASSUMED_RATE = 500e6;

  /**
   * Bytes that the JVM's text and the reading of it take for each class, here and beside the heap:
   * some 110 characters, in a buffer that doubles, then as a string (two bytes a character on JDK
   * 8) and again while it is cut into lines.
   */
  private static final long BYTES_PER_CLASS = 600;

  /** Bytes beside that; chosen. */
  private static final long ROOM = 4 << 20;

  private final Vm vm;
  private final LongSupplier processSeconds;
  private final Calibration speed = new Calibration(ASSUMED_RATE);
  private @Nullable ClassCensus previous;

  ClassCensusTask(Vm vm, LongSupplier processSeconds) {
    this.vm = vm;
    this.processSeconds = processSeconds;
  }

  @Override
  public Result carryOut(Directive directive, Budget budget, Cost cost) throws Exception {
    long heap = vm.heapUsed();
    long text =
        ROOM + BYTES_PER_CLASS * ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    cost.predict(speed.predict(heap), text);
    budget.coversPause(speed.predict(heap));
    budget.coversBytes(text);
    budget.heapHas(text);
    budget.containerHas(text);
    Vm.Stopped<String> histogram = vm.measure(vm::classHistogram);
    cost.measured(histogram.seconds);
    cost.took(histogram.result.length());
    speed.learn(heap, histogram.seconds);
    ClassCensus census =
        ClassCensus.of(Histogram.read(histogram.result), processSeconds.getAsLong(), previous);
    previous = census;
    return census;
  }
}
