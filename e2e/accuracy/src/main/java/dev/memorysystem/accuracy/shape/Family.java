package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.CollectorSettings.Kind;
import dev.memorysystem.accuracy.simulate.Dice;
import java.util.List;

/**
 * Which parameters are drawn from, and which forms curves have. What is tuned on one is told of the
 * other: ranges, heaps and the forms of warm-up, day and cache differ, not only the seeds.
 */
public enum Family {
  /** To work on the rules with: round heaps, textbook curves. */
  TUNING,
  /** For the figures that are published. */
  EVALUATION;

  private static final double MIB = 1 << 20;

  double heap(Dice dice) {
    return MIB
        * switch (this) {
          case TUNING -> dice.pick(List.of(256.0, 512.0, 1024.0, 2048.0));
          case EVALUATION -> Math.rint(dice.logUniform(160, 6144));
        };
  }

  /** -Xms as a share of -Xmx. */
  double initial(Dice dice) {
    return switch (this) {
      case TUNING -> dice.pick(List.of(0.25, 0.25, 1.0));
      case EVALUATION -> dice.pick(List.of(1 / 64.0, 0.125, 0.4, 1.0));
    };
  }

  Kind collector(Dice dice) {
    return switch (this) {
      case TUNING -> dice.pick(List.of(Kind.G1, Kind.G1, Kind.G1, Kind.PARALLEL, Kind.ZGC));
      case EVALUATION -> dice.pick(List.of(Kind.G1, Kind.G1, Kind.PARALLEL, Kind.ZGC));
    };
  }

  /** What is live after warm-up, as a share of the heap. */
  double base(Dice dice) {
    return this == TUNING ? dice.uniform(0.1, 0.35) : dice.uniform(0.05, 0.4);
  }

  /** Mean of what sessions and requests keep, as a share of the heap. */
  double sessions(Dice dice) {
    return this == TUNING ? dice.logUniform(0.005, 0.04) : dice.logUniform(0.002, 0.04);
  }

  /** Standard deviation of the load around its course, relative. */
  double loadNoise(Dice dice) {
    return this == TUNING ? dice.uniform(0.05, 0.2) : dice.uniform(0.02, 0.3);
  }

  /** Probability that the noise jumps. */
  double outliers() {
    return this == TUNING ? 0 : 0.01;
  }

  /** Seconds between two young collections, roughly. */
  double youngEvery(Dice dice) {
    return this == TUNING ? dice.logUniform(2, 20) : dice.logUniform(1, 60);
  }

  /** Garbage promoted, as a share of what is allocated. */
  double promoted(Dice dice) {
    return this == TUNING ? dice.logUniform(3e-4, 5e-3) : dice.logUniform(1e-4, 1e-2);
  }

  /** Share of samples that the profiler does not lose. */
  double visible(Dice dice) {
    return this == TUNING ? dice.uniform(0.3, 1) : dice.logUniform(0.1, 1);
  }

  /** How far warm-up is, 0 to 1, so many time constants after the start. */
  double warmedUp(double constants) {
    return switch (this) {
      case TUNING -> 1 - StrictMath.exp(-constants);
      case EVALUATION -> // in stages, each slower: classes, pools, first requests
          0.5 * Math.min(1, constants)
              + 0.3 * Math.min(1, constants / 2)
              + 0.2 * (1 - StrictMath.exp(-constants / 1.5));
    };
  }

  /** Relative load at a time of day, 0 to 1 for midnight to midnight; its mean is near 1. */
  double day(double time, double depth, int day) {
    double angle = 2 * Math.PI * time;
    return switch (this) {
      case TUNING -> 1 - depth * StrictMath.cos(angle);
      case EVALUATION -> // two peaks, and quiet at the end of the week
          (1 - depth * (0.8 * StrictMath.cos(angle) + 0.35 * StrictMath.cos(2 * angle)))
              * (day % 7 >= 5 ? 1 - 0.5 * depth : 1);
    };
  }

  /** Share of lookups that a cache filled to a share misses: how fast it still fills. */
  double misses(double filled) {
    return switch (this) {
      case TUNING -> Math.max(0, 1 - filled);
      case EVALUATION -> Math.max(0, StrictMath.pow(1 - filled, 1.5) * 0.9 + 0.1 * (1 - filled));
    };
  }
}
