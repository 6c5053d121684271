package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Climb;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.PackedSeries;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A process with a series of floors, as the rules look at it: each ends an old-generation cycle.
 */
final class Seen {
  private static final long MIB = 1 << 20;

  private Seen() {}

  static PackedSeries series(List<Point> points) {
    return new PackedSeries(120, 1, points.isEmpty() ? 0 : 1, PackedSeries.pack(points));
  }

  /** A resource beside the heap, of which nothing but its levels and its limit is known. */
  static Gauge gauge(LeakKind kind, List<Point> levels, @Nullable Long limit) {
    return gauge(kind, levels, List.of(), limit, List.of());
  }

  /**
   * @param oldLevels each ends an old-generation cycle
   * @param doubts by how much a level may be too low
   */
  static Gauge gauge(
      LeakKind kind,
      List<Point> levels,
      List<Point> oldLevels,
      @Nullable Long limit,
      List<Point> doubts) {
    return new Gauge(
        kind,
        series(levels),
        series(oldLevels),
        null,
        limit,
        null,
        null,
        series(doubts),
        null,
        null,
        null);
  }

  /** One a minute, MiB by seconds; a fifth of its life is put down to warm-up. */
  static List<Point> minutes(int count, LongUnaryOperator mebibytes) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Point(60L * i, MIB * mebibytes.applyAsLong(60L * i)))
        .toList();
  }

  static Observation of(List<Point> floors, @Nullable Climb climb, @Nullable Long heapLimit) {
    ProcessState state =
        AProcess.of(AProcess.fresh())
            .floors(floors)
            .oldFloors(floors)
            .givenBack(climb)
            .limited(new Limits(heapLimit, null, null, null, null, null))
            .state();
    return Observation.of(state, NOON.plusSeconds(state.now()), Duration.ofDays(30), List.of());
  }
}
