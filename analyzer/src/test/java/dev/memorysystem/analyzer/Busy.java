package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A process under a heap limit of 512 MiB that works as functions of its age in seconds say:
 * reported every 15 s, a collection and an old-generation cycle every half minute.
 */
final class Busy {
  private static final double MIB = 1 << 20;
  private static final double LIMIT = 512;

  private ProcessRef process = Heap.process("1", Heap.START);
  private int interval = 15;
  private DoubleUnaryOperator live = age -> 60;
  private DoubleUnaryOperator allocation = age -> 10;
  private DoubleUnaryOperator pauses = age -> 0.01;
  private DoubleUnaryOperator collections = age -> 0.5;

  Busy as(String id, String revision, int startSecond) {
    ProcessRef named = Heap.process(id, Heap.START.plusSeconds(startSecond));
    process =
        new ProcessRef(
            named.instanceId(),
            named.pod(),
            named.podUid(),
            named.node(),
            named.pid(),
            named.runtime(),
            named.image(),
            revision,
            named.startedAt());
    return this;
  }

  /** Seconds between two reports. */
  Busy every(int seconds) {
    interval = seconds;
    return this;
  }

  /** MiB that are live. */
  Busy keeping(DoubleUnaryOperator mebibytes) {
    live = mebibytes;
    return this;
  }

  /** MiB a second. */
  Busy allocating(DoubleUnaryOperator mebibytesASecond) {
    allocation = mebibytesASecond;
    return this;
  }

  /** Share of the time in collection pauses. */
  Busy pausing(DoubleUnaryOperator share) {
    pauses = share;
    return this;
  }

  /** Collections a second. */
  Busy collecting(DoubleUnaryOperator aSecond) {
    collections = aSecond;
    return this;
  }

  /** Its reports over its first so many seconds. */
  List<LiveSet> until(int seconds) {
    var random = new Random(11);
    List<LiveSet> signals = new ArrayList<>();
    double allocated = 0;
    double paused = 0;
    double collected = 0;
    for (int age = interval; age <= seconds; age += interval) {
      double begin = age - interval;
      double varied = 1 + 0.1 * random.nextGaussian();
      allocated += interval * Math.max(0, varied) * allocation.applyAsDouble(begin) * MIB;
      paused += interval * pauses.applyAsDouble(begin);
      collected += interval * collections.applyAsDouble(begin);
      long level =
          (long) (MIB * Math.max(1, live.applyAsDouble(age) + 0.5 * random.nextGaussian()));
      signals.add(report(age, level, (long) allocated, paused, (long) collected));
    }
    return signals;
  }

  private LiveSet report(int age, long level, long allocated, double paused, long collected) {
    boolean cycled = age / 30 > (age - interval) / 30;
    return new LiveSet(
        Heap.WORKLOAD,
        process,
        process.startedAt().plusSeconds(age),
        level,
        collected,
        (long) age / 30,
        cycled ? level : null,
        paused,
        level,
        (long) (LIMIT * MIB),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        allocated);
  }
}
