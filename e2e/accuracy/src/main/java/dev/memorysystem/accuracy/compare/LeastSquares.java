package dev.memorysystem.accuracy.compare;

import org.hipparchus.stat.regression.SimpleRegression;

/** Plain regression: how many standard errors the slope is above 0 (its t statistic). */
public final class LeastSquares implements Rule {
  private static final int POINTS = 10;

  @Override
  public String name() {
    return "least squares";
  }

  @Override
  public double score(Track seen) {
    if (seen.size() < POINTS) {
      return 0;
    }
    SimpleRegression line = line(seen);
    double t = line.getSlope() / line.getSlopeStdErr();
    return Double.isFinite(t) ? Math.max(0, t) : 0;
  }

  static SimpleRegression line(Track seen) {
    var line = new SimpleRegression();
    for (int i = 0; i < seen.size(); i++) {
      line.addData(seen.times()[i], seen.values()[i]);
    }
    return line;
  }
}
