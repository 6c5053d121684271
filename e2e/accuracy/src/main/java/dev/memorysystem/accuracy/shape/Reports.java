package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Beside;
import dev.memorysystem.accuracy.simulate.Life;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent makes of a simulated process. */
public final class Reports {
  /** Resident memory that is not anonymous: code, mapped files. Typical of a JVM. */
  private static final double MAPPED = 40 << 20;

  private Reports() {}

  /**
   * A live-set record.
   *
   * @param beside what the process takes beside its heap, for its limits
   * @param heapLimit bytes
   * @param container limit, bytes
   * @param jitSeconds spent compiling so far
   */
  public static LiveSet liveSet(
      Workload workload,
      ProcessRef process,
      Instant at,
      Life.Sample sample,
      Beside beside,
      long heapLimit,
      long container,
      double jitSeconds) {
    Beside.Now now = sample.beside();
    return new LiveSet(
        workload,
        process,
        at,
        sample.floor(),
        sample.collections(),
        sample.oldCycles(),
        sample.oldFloor(),
        sample.gcSeconds(),
        (long) sample.used(),
        heapLimit,
        (long) (sample.anonymous() + MAPPED),
        (long) sample.anonymous(),
        container,
        (long) now.direct(),
        (long) now.threads(),
        (long) now.classes(),
        new Areas(
            (long) sample.committed(),
            (long) now.metaspaceUsed(),
            (long) now.metaspaceCommitted(),
            finite(beside.metaspaceLimit()),
            (long) now.code(),
            finite(beside.directLimit()),
            (long) Math.min(container, sample.anonymous() + MAPPED + now.pageCache()),
            finite(beside.threadLimit())),
        jitSeconds,
        (long) sample.allocated());
  }

  private static @Nullable Long finite(double limit) {
    return Double.isInfinite(limit) ? null : Long.valueOf((long) limit);
  }
}
