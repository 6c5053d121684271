package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Beside;
import dev.memorysystem.accuracy.simulate.CollectorSettings;
import dev.memorysystem.accuracy.simulate.CollectorSettings.Kind;
import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Machine;
import dev.memorysystem.accuracy.simulate.Pool;
import java.util.List;

/**
 * What is common to the processes of one case. Times in seconds, shares of the heap's limit.
 *
 * @param span how long it is watched, or half of what a leak is meant to live
 * @param interval between two reports: the agent's own up to two hours, coarser beyond, so that
 *     thousands of series can be judged in minutes
 * @param visible share of a leak's samples that the profiler does not lose; 0 without a sampler
 */
record Setup(
    Family family,
    Dice dice,
    double span,
    double interval,
    CollectorSettings heap,
    double allocation,
    double exhaustedAt,
    double base,
    double sessions,
    double loadNoise,
    double noiseMemory,
    double warmUp,
    NonHeap nonHeap,
    boolean sampled,
    double visible) {
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;

  /** Intervals used: that of watch, the agent's default, and coarser ones. */
  private static final List<Double> INTERVALS = List.of(5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0);

  /** Reports of one process, about. */
  private static final int REPORTS = 400;

  /** Steps of simulation of one process, at most about. */
  private static final int STEPS = 4000;

  private static final int REPORTS_A_SNAPSHOT = 6;

  private static final double SMALLEST_HEAP = 16 << 20;

  /**
   * What the process takes beside its heap when it is warm.
   *
   * @param classes loaded
   * @param code bytes compiled
   * @param threads at no load; a fifth more at a load of 1
   * @param unaccounted bytes
   */
  record NonHeap(double classes, double code, double threads, double unaccounted) {
    /** Bytes of it all, nearly. */
    double bytes() {
      return new Beside.Now(unaccounted, 4 << 20, 1.2 * threads, classes, code, 0).anonymous();
    }
  }

  /** A span drawn as users have them: minutes under watch, hours, days. */
  static Setup of(Family family, Dice dice) {
    double kind = dice.uniform(0, 1);
    double span =
        kind < 0.3
            ? dice.logUniform(5 * MINUTE, 30 * MINUTE)
            : kind < 0.7
                ? dice.logUniform(30 * MINUTE, 8 * HOUR)
                : dice.logUniform(8 * HOUR, 84 * HOUR);
    return of(family, dice, span);
  }

  static Setup of(Family family, Dice dice, double span) {
    double interval = INTERVALS.getLast();
    for (double candidate : INTERVALS.reversed()) {
      interval = span / candidate <= REPORTS ? candidate : interval;
    }
    double limit = family.heap(dice);
    double young = dice.uniform(0.1, 0.4);
    double initial = Math.max(family.initial(dice) * limit, SMALLEST_HEAP);
    var heap =
        new CollectorSettings(
            family.collector(dice),
            limit,
            initial,
            young,
            dice.uniform(0.35, 0.5),
            family.promoted(dice),
            limit * dice.logUniform(0.001, 0.01),
            dice.uniform(0.1, 1.5));
    boolean sampled = dice.chance(0.7);
    return new Setup(
        family,
        dice,
        span,
        interval,
        heap,
        0.5 * young * limit / family.youngEvery(dice),
        dice.uniform(0.985, 1),
        family.base(dice),
        family.sessions(dice),
        family.loadNoise(dice),
        dice.logUniform(20, Math.max(60, span / 10)),
        Math.min(dice.uniform(5, 90), span / 15),
        new NonHeap(
            dice.uniform(3000, 16_000),
            dice.uniform(15, 60) * (1 << 20),
            dice.uniform(20, 100),
            dice.uniform(20, 120) * (1 << 20)),
        sampled,
        !sampled ? 0 : dice.chance(0.2) ? 0.02 : family.visible(dice));
  }

  double limit() {
    return heap.limit();
  }

  Machine machine(double containerLimit) {
    double finest = Math.max(5, span / STEPS);
    double steps = Math.max(1, Math.floor(interval / finest));
    return new Machine(
        heap,
        allocation,
        exhaustedAt,
        containerLimit,
        interval,
        interval / steps,
        sampled ? REPORTS_A_SNAPSHOT : 0);
  }

  /** Objects of one site, seen by the sampler as others are. */
  Pool pool(Pool.Site site, double tenured) {
    return pool(site, tenured, sampled ? family.visible(dice) : 0);
  }

  Pool pool(Pool.Site site, double tenured, double seen) {
    return new Pool(site, dice.split(), limit() / 200, seen, tenured);
  }

  /** The same with a heap that starts small and grows as it is needed. */
  Setup startingSmall() {
    return with(heap.kind(), Math.max(limit() / 32, SMALLEST_HEAP), Math.min(heap.young(), 0.15));
  }

  /** The same with a collector whose heap is little larger than what is live. */
  Setup following() {
    return heap.kind() == Kind.PARALLEL ? with(Kind.G1, heap.initial(), heap.young()) : this;
  }

  /** The same under G1, allocating so many bytes a second at a load of 1. */
  Setup underG1(double bytesPerSecond) {
    return with(Kind.G1, heap.initial(), heap.young()).allocating(bytesPerSecond);
  }

  /** The same, allocating so many bytes a second at a load of 1. */
  Setup allocating(double bytesPerSecond) {
    return new Setup(
        family,
        dice,
        span,
        interval,
        heap,
        bytesPerSecond,
        exhaustedAt,
        base,
        sessions,
        loadNoise,
        noiseMemory,
        warmUp,
        nonHeap,
        sampled,
        visible);
  }

  private Setup with(Kind kind, double initial, double young) {
    var other =
        new CollectorSettings(
            kind,
            limit(),
            initial,
            young,
            heap.occupancy(),
            heap.promoted(),
            heap.inFlight(),
            heap.cycleSeconds());
    return new Setup(
        family,
        dice,
        span,
        interval,
        other,
        allocation,
        exhaustedAt,
        base,
        sessions,
        loadNoise,
        noiseMemory,
        warmUp,
        nonHeap,
        sampled,
        visible);
  }
}
