package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.anomaly.Reading.Sign;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.series.ProcessState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Do collections follow one another and free little, near the limit? Where they stop the process,
 * by the share of the time that they take; where they run beside it, by how often they run and how
 * little each frees: in a steady state what is allocated between two.
 */
final class Thrash {
  /** Share of the time in pauses that is reported at all (Elasticsearch, monitor.jvm.gc: info). */
  private static final double MUCH = 0.25;

  /** Share below which it is over (Elasticsearch, monitor.jvm.gc: debug). */
  private static final double LITTLE = 0.10;

  /** Share of the limit that is left after a collection, at least, near the limit. Chosen. */
  private static final double NEAR = 0.8;

  /** The same for collections that run beside the process: they need room to run in. Chosen. */
  private static final double VERY_NEAR = 0.9;

  /** Share of the limit that a collection has to free (HotSpot's GCHeapFreeLimit: 2 %). */
  private static final double FREED = 0.02;

  /** Seconds between two collections that are frequent. Chosen: several a report. */
  private static final double FREQUENT = 5;

  /** Pauses that are no part of the work, seconds: ZGC's aim (JEP 376). */
  private static final double NO_PAUSE = 0.001;

  private Thrash() {}

  static Reading read(Window window, ProcessState process) {
    Long floor = window.floor();
    Long limit = window.limit();
    Double share = window.gcShare();
    if (floor == null || limit == null || limit <= 0 || share == null) {
      return Reading.NOTHING;
    }
    double full = (double) floor / limit;
    long count = window.collections();
    boolean beside = count > 0 && share * window.seconds() < NO_PAUSE * count;
    return beside ? beside(window, full, limit, count) : pauses(window, process, full, share);
  }

  private static Reading pauses(Window window, ProcessState process, double full, double share) {
    Sign sign =
        share >= MUCH && full >= NEAR
            ? Sign.UNUSUAL
            : share < LITTLE || full < NEAR ? Sign.USUAL : Sign.NEITHER;
    Double usual = usual(window, process);
    return new Reading(
        sign,
        usual,
        share,
        "Garbage collection takes %s of the time, and leaves %s of the heap full: what is live hardly fits. A larger heap, or less in it; a leak is told as a finding, if it is one."
            .formatted(Words.percent(share), Words.percent(full)));
  }

  private static Reading beside(Window window, double full, long limit, long count) {
    Double rate = window.allocationRate();
    if (rate == null) {
      return Reading.NOTHING;
    }
    double every = window.seconds() / count;
    double freed = rate * every / limit;
    Sign sign =
        full >= VERY_NEAR && freed <= FREED && every <= FREQUENT
            ? Sign.UNUSUAL
            : full < NEAR || freed > 2 * FREED ? Sign.USUAL : Sign.NEITHER;
    return new Reading(
        sign,
        null,
        full,
        "A collection every %.1f s frees %s of the heap and leaves %s of it full: what is live hardly fits. A larger heap, or less in it; a leak is told as a finding, if it is one."
            .formatted(every, Words.percent(freed), Words.percent(full)));
  }

  /** Share of the process's life before, absent when too little is known of it. */
  private static @Nullable Double usual(Window window, ProcessState process) {
    Double before = window.from().gcSeconds();
    double age = Beat.seconds(Duration.between(process.origin(), window.begins()));
    return before == null || process.process().startedAt() == null || age < Window.SECONDS
        ? null
        : Double.valueOf(Math.min(1, before / age));
  }
}
