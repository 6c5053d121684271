package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Climb;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.PackedSeries;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.series.WarmUp;
import dev.memorysystem.analyzer.signal.Measured;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process's state with something else in it than what it was told. */
public final class AProcess {
  private final ProcessState before;
  private PackedSeries floors;
  private PackedSeries oldFloors;
  private @Nullable Instant lastAt;
  private long watchedCycles;
  private @Nullable Climb climb;
  private @Nullable WarmUp warmUp;
  private Limits limits;
  private @Nullable Snapshot snapshot;
  private List<Gauge> gauges;
  private @Nullable Census census;

  private AProcess(ProcessState before) {
    this.before = before;
    floors = before.floors();
    oldFloors = before.oldFloors();
    lastAt = before.lastAt();
    watchedCycles = before.watchedCycles();
    climb = before.climb();
    warmUp = before.warmUp();
    limits = before.limits();
    snapshot = before.snapshot();
    gauges = before.gauges();
    census = before.census();
  }

  /** Started at noon, and nothing is known of it. */
  static ProcessState fresh() {
    return ProcessState.of(Measured.process("i-1", NOON), NOON);
  }

  public static AProcess of(ProcessState before) {
    return new AProcess(before);
  }

  /** Of any collection. */
  AProcess floors(List<Point> points) {
    floors = Seen.series(points);
    return at(points.getLast().second());
  }

  /** Each ends an old-generation cycle. */
  AProcess oldFloors(List<Point> points) {
    oldFloors = Seen.series(points);
    watchedCycles = oldFloors.windows();
    return at(points.getLast().second());
  }

  AProcess at(long second) {
    lastAt = before.origin().plusSeconds(second);
    return this;
  }

  AProcess givenBack(@Nullable Climb largest) {
    climb = largest;
    return this;
  }

  AProcess warmedUp(@Nullable WarmUp other) {
    warmUp = other;
    return this;
  }

  AProcess limited(Limits other) {
    limits = other;
    return this;
  }

  public AProcess sampled(Snapshot survivors) {
    snapshot = survivors;
    return this;
  }

  AProcess beside(Gauge... resources) {
    gauges = List.of(resources);
    return this;
  }

  AProcess walked(@Nullable Census walks) {
    census = walks;
    return this;
  }

  public ProcessState state() {
    return new ProcessState(
        before.process(),
        before.origin(),
        lastAt,
        before.collections(),
        before.oldCycles(),
        watchedCycles,
        floors,
        oldFloors,
        before.marks(),
        climb,
        warmUp,
        limits,
        snapshot,
        gauges,
        census);
  }
}
