package dev.memorysystem.analyzer.statistics;

/**
 * Least-squares lines through any stretch of a series, each in constant time: running sums of the
 * moments, taken about the first point so that large times and values lose no digits.
 */
final class Lines {
  private final double[] x;
  private final double[] y;
  private final double[] sumX;
  private final double[] sumY;
  private final double[] sumXx;
  private final double[] sumXy;
  private final double[] sumYy;

  Lines(double[] times, double[] values) {
    int n = times.length;
    x = new double[n];
    y = new double[n];
    sumX = new double[n + 1];
    sumY = new double[n + 1];
    sumXx = new double[n + 1];
    sumXy = new double[n + 1];
    sumYy = new double[n + 1];
    for (int i = 0; i < n; i++) {
      x[i] = times[i] - times[0];
      y[i] = values[i] - values[0];
      sumX[i + 1] = sumX[i] + x[i];
      sumY[i + 1] = sumY[i] + y[i];
      sumXx[i + 1] = sumXx[i] + x[i] * x[i];
      sumXy[i + 1] = sumXy[i] + x[i] * y[i];
      sumYy[i + 1] = sumYy[i] + y[i] * y[i];
    }
  }

  /** Sum of squared distances from the mean of the points from (included) to (excluded). */
  double aroundMean(int from, int to) {
    return Math.max(0, yy(from, to));
  }

  /** Sum of squared distances from the line through those points. */
  double aroundLine(int from, int to) {
    double xx = xx(from, to);
    double xy = xy(from, to);
    return Math.max(0, xx <= 0 ? yy(from, to) : yy(from, to) - xy * xy / xx);
  }

  double slope(int from, int to) {
    double xx = xx(from, to);
    return xx <= 0 ? 0 : xy(from, to) / xx;
  }

  /** About the stretch's own means, as the next two. */
  double xx(int from, int to) {
    double sum = sumX[to] - sumX[from];
    return sumXx[to] - sumXx[from] - sum * sum / (to - from);
  }

  double xy(int from, int to) {
    return sumXy[to]
        - sumXy[from]
        - (sumX[to] - sumX[from]) * (sumY[to] - sumY[from]) / (to - from);
  }

  private double yy(int from, int to) {
    double sum = sumY[to] - sumY[from];
    return sumYy[to] - sumYy[from] - sum * sum / (to - from);
  }
}
