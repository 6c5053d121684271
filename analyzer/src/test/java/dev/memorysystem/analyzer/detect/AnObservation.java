package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Climb;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at, in the making: a heap of 2 GiB whose floors each end an old-generation
 * cycle, of which nothing else is known. Bytes and seconds.
 */
final class AnObservation {
  static final long MIB = 1 << 20;

  private final List<Point> levels;
  private Subject subject = Subject.HEAP;
  private Curve curve;
  private List<Point> floors;
  private long oldCycles;
  private @Nullable Climb climb;
  private @Nullable Binding binding = new Binding("heap limit", 2048 * MIB, 2048 * MIB);
  private @Nullable Headroom headroom;
  private double scale = 2048.0 * MIB;
  private double doubt;
  private boolean acrossCycles = true;
  private @Nullable Snapshot snapshot;
  private boolean warming;
  private List<Peer> peers = List.of();
  private long kept;
  private @Nullable Census census;
  private long now;
  private @Nullable String revision;

  private AnObservation(List<Point> levels, Curve curve) {
    this.levels = levels;
    this.curve = curve;
    floors = levels;
    oldCycles = levels.size();
    now = levels.isEmpty() ? 0 : levels.getLast().second();
  }

  static AnObservation of(List<Point> levels) {
    return new AnObservation(levels, Curve.of(levels));
  }

  /** Of a stretch that begins in some way. */
  static AnObservation of(Regime regime) {
    return new AnObservation(
        regime.points(), new Curve(regime.points(), regime, null, false, null));
  }

  AnObservation of(Subject other) {
    subject = other;
    return this;
  }

  AnObservation following(Load load) {
    curve = new Curve(curve.points(), curve.regime(), load, false, curve.shapes());
    return this;
  }

  /** Of any collection. */
  AnObservation floors(List<Point> all) {
    floors = all;
    return this;
  }

  AnObservation oldCycles(long count) {
    oldCycles = count;
    return this;
  }

  AnObservation givenBack(Climb largest) {
    climb = largest;
    return this;
  }

  AnObservation limit(long bytes) {
    binding = new Binding("heap limit", bytes, bytes);
    scale = bytes;
    return this;
  }

  /** Nothing bounds it; growth is material against so much. */
  AnObservation unbounded(double other) {
    binding = null;
    scale = other;
    return this;
  }

  AnObservation room(Headroom other) {
    headroom = other;
    return this;
  }

  AnObservation doubt(double other) {
    doubt = other;
    return this;
  }

  AnObservation withGarbage() {
    acrossCycles = false;
    return this;
  }

  /**
   * @param provenBefore second before which what was born has outlived two cycles
   */
  AnObservation sampled(@Nullable Long provenBefore, SiteSurvivors... sites) {
    int samples = 0;
    for (SiteSurvivors site : sites) {
      samples += site.samples();
    }
    snapshot =
        new Snapshot(
            NOON.plusSeconds(now), provenBefore, samples, List.of(sites), oldCycles, false);
    return this;
  }

  AnObservation warming() {
    warming = true;
    return this;
  }

  AnObservation revision(String name) {
    revision = name;
    return this;
  }

  AnObservation beside(Peer... others) {
    peers = List.of(others);
    return this;
  }

  AnObservation kept(long bytes) {
    kept = bytes;
    return this;
  }

  AnObservation walked(Census walks) {
    census = walks;
    return this;
  }

  AnObservation now(long second) {
    now = second;
    return this;
  }

  Observation seen() {
    return new Observation(
        subject,
        NOON.plusSeconds(now),
        now,
        30,
        floors,
        levels,
        curve,
        Observation.trend(floors),
        Observation.trend(levels),
        oldCycles,
        climb,
        binding,
        headroom,
        scale,
        doubt,
        acrossCycles,
        snapshot,
        Duration.ofDays(30),
        levels.size(),
        warming,
        revision,
        peers,
        kept,
        census);
  }
}
