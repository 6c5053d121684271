package dev.memorysystem.analyzer.statistics;

/**
 * How large a standard score must be when one looks again at every new point: the stitched boundary
 * of Howard, Ramdas, McAuliffe and Sekhon (2021, Annals of Statistics 49(2), equation 2),
 * one-sided. It is proven for sums of independent sub-Gaussian values; used here on Kendall's S, it
 * is an approximation, whose false alarms a test measures.
 */
public final class RepeatedLooks {
  private RepeatedLooks() {}

  /**
   * @param n points so far, at least 2
   * @param alpha probability that a series without a trend ever crosses the boundary
   */
  public static double boundary(int n, double alpha) {
    return 1.7 * Math.sqrt(Math.log(Math.log(2.0 * n)) + 0.72 * Math.log(5.2 / alpha));
  }
}
