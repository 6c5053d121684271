package dev.memorysystem.analyzer.statistics;

/** The median absolute deviation, which outliers do not move. */
public final class MedianDeviation {
  /** Times the deviation: the standard deviation of normal noise, 1/Φ⁻¹(3/4). */
  public static final double TO_SIGMA = 1.4826;

  private MedianDeviation() {}
}
