package dev.memorysystem.agent.sampler.jvmti;

import java.util.ArrayList;
import java.util.List;

/** One sampled object that is still reachable, as {@link Engine#samples} tells of it. */
final class Sample {
  /** 2^-53: the distance of doubles from 0 to 1. */
  private static final double UNIT = 0x1p-53;

  final int place;
  final long id;
  final long site;
  final long born;
  final long bytes;
  private final long interval;

  Sample(int place, long id, long site, long born, long bytes, long interval) {
    this.place = place;
    this.id = id;
    this.site = site;
    this.born = born;
    this.bytes = bytes;
    this.interval = interval;
  }

  static List<Sample> all(long[] values) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i < 1 + values[0] * Engine.VALUES; i += Engine.VALUES) {
      samples.add(
          new Sample(
              (int) values[i],
              values[i + 1],
              values[i + 2],
              values[i + 3],
              values[i + 4],
              values[i + 5]));
    }
    return samples;
  }

  /**
   * Whether it belongs to those that would have been taken at a longer interval, of which a share
   * is kept. The answer for one sample is the same each time, and once no stays no as the interval
   * grows and the share shrinks.
   */
  boolean isAmong(long longerInterval, double share) {
    double kept = share * probability(bytes, longerInterval) / probability(bytes, interval);
    return random() < kept;
  }

  /** Bytes that it stands for when it is one of those. */
  double weight(long longerInterval, double share) {
    return bytes / probability(bytes, longerInterval) / share;
  }

  /** JEP 331: the bytes between two samples are distributed exponentially. */
  private static double probability(long bytes, long interval) {
    return -Math.expm1(-(double) bytes / interval);
  }

  /** From its id alone: splitmix64 (Steele, Lea, Flood 2014). */
  private double random() {
    long z = id * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * UNIT;
  }
}
