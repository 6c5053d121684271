package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a process beside its heap, each judged by the chain on its own series: direct
 * buffers, threads, class metadata, and the memory that the runtime does not account for.
 */
public final class Resources {
  private static final List<Rule> NECESSARY =
      List.of(
          new GivenBack(),
          new EnoughLevels(),
          new LevelShift(),
          new GrowingFloor(),
          new StillGrowing(),
          new Saturation(),
          new MaterialGrowth());

  private static final List<Rule> DECIDING = List.of(new ResourceAlone());

  /**
   * Threads more than at the beginning against which their growth is material where no limit is
   * lower: the smallest limit of a pod's processes that Google's Kubernetes Engine allows.
   */
  private static final double THREADS = 1024;

  /**
   * The same of mapped buffers: as many mappings as Linux lets a process have where it is told
   * nothing else.
   */
  private static final double MAPPED_BUFFERS = 65_530;

  /** Bytes more than at the beginning where no limit is lower: on any machine that is much. */
  private static final double BYTES = 512 << 20;

  /** A range below this share of the scale needs no line: nothing grows that matters. */
  private static final double FLAT = 0.01;

  /** The same of threads. */
  private static final double FLAT_THREADS = 8;

  private Resources() {}

  /** What the chain says of each, as far as it is reported. */
  public static List<Judgement> judge(ProcessState process, Instant at, Duration horizon) {
    return process.gauges().stream().map(g -> judge(process, g, at, horizon)).toList();
  }

  private static Judgement judge(ProcessState process, Gauge gauge, Instant at, Duration horizon) {
    Judgement flat = flat(process, gauge);
    if (flat != null) {
      return flat;
    }
    Judgement judgement =
        Chain.decide(gauge.kind(), Observation.of(process, gauge, at, horizon), NECESSARY, DECIDING)
            .shortened();
    return judgement.leaks()
        ? AccountedFor.sentence(gauge).map(judgement::and).orElse(judgement)
        : judgement;
  }

  /** No leak when it does not move; null when a closer look is needed. */
  private static @Nullable Judgement flat(ProcessState process, Gauge gauge) {
    List<Point> levels = gauge.floors().since(Observation.warmUp(process));
    long watched = Observation.span(levels);
    LongSummaryStatistics range = levels.stream().mapToLong(Point::bytes).summaryStatistics();
    Subject subject = Subject.of(gauge.kind());
    double least =
        gauge.kind() == LeakKind.THREAD
            ? FLAT_THREADS
            : FLAT * scale(gauge.kind(), gauge.binding(), range.getMin());
    if (watched < EnoughObservation.SHORTEST || range.getMax() - range.getMin() > least) {
      return null;
    }
    return Judgement.without(
        gauge.kind(),
        Verdict.NO_LEAK,
        "growing level",
        "Nothing grows that matters: over %s %s stays between %s and %s."
            .formatted(
                Words.duration(watched),
                subject.noun(),
                subject.amount(range.getMin()),
                subject.amount(range.getMax())),
        watched);
  }

  /** Size against which growth of a resource is material. */
  static double scale(LeakKind kind, @Nullable Binding binding, double first) {
    double more =
        switch (kind) {
          case THREAD -> THREADS;
          case MAPPED_BUFFER -> MAPPED_BUFFERS;
          default -> BYTES;
        };
    double most = first + more;
    return binding == null ? most : Math.min(most, binding.level());
  }
}
