package dev.memorysystem.accuracy.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Random draws from a fixed seed: the same on every machine. */
public final class Dice {
  private final SplittableRandom random;

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Draws that belong to one case: other names and numbers, other draws. */
  public static Dice of(long seed, String name, int index) {
    long mixed = seed * 0x9E3779B97F4A7C15L + name.hashCode() * 0xBF58476D1CE4E5B9L + index;
    return new Dice(new SplittableRandom(mixed).split());
  }

  /** Draws of their own, that more or fewer draws here do not change. */
  public Dice split() {
    return new Dice(random.split());
  }

  public double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Even over the orders of magnitude between two positive numbers. */
  public double logUniform(double low, double high) {
    return low * StrictMath.pow(high / low, random.nextDouble());
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Standard normal (Marsaglia's polar method). */
  public double gaussian() {
    while (true) {
      double x = uniform(-1, 1);
      double y = uniform(-1, 1);
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** A whole number whose mean is the given one: rounded up as often as its fraction says. */
  public int rounded(double mean) {
    double whole = Math.floor(mean);
    return (int) whole + (random.nextDouble() < mean - whole ? 1 : 0);
  }
}
