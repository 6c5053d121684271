package dev.memorysystem.accuracy.simulate;

/**
 * Autocorrelated noise of mean 0 and standard deviation 1: an Ornstein-Uhlenbeck process, which is
 * AR(1) at even steps.
 */
public final class Noise {
  private final Dice dice;
  private final double memory;
  private final double outliers;
  private double value;

  /**
   * @param memory seconds after which correlation has fallen to 1/e
   * @param outliers probability that an innovation is five times as large
   */
  public Noise(Dice dice, double memory, double outliers) {
    this.dice = dice;
    this.memory = memory;
    this.outliers = outliers;
    this.value = dice.gaussian();
  }

  /** The value so many seconds after the last one. */
  public double next(double seconds) {
    double kept = StrictMath.exp(-seconds / memory);
    double size = dice.chance(outliers) ? 5 : 1;
    value = kept * value + size * Math.sqrt(1 - kept * kept) * dice.gaussian();
    return value;
  }
}
