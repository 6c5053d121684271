package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.jspecify.annotations.Nullable;

/**
 * What the live set follows: the passing of time, the work done so far, or the work being done.
 * What leaks follows the work done (in time where that is steady), what requests in flight and
 * sessions hold follows its rate. Work is what the process has allocated. Linear models are
 * compared by Schwarz's criterion (1978, Annals of Statistics 6:461-464).
 *
 * @param work how much better the live set follows the work done than time, by Schwarz's criterion
 * @param rate how much better it follows the rate of work than time or the work done
 * @param beside how much better it follows the rate and growth than the rate alone; 0 or less where
 *     it does not, or where what is left falls
 * @param grown share of the range that is left to growth when the rate has explained what it can
 * @param swing rate at its ninth decile as a multiple of the first
 */
record Load(double work, double rate, double beside, double grown, double swing) {
  /** Points without which nothing is compared. */
  private static final int POINTS = 10;

  /** Evidence that counts as positive (Kass and Raftery 1995, JASA 90:773-795). */
  static final double POSITIVE = 2;

  /** Evidence that counts as very strong. */
  static final double STRONG = 10;

  /** Autocorrelation left over is taken to be no more than this. */
  private static final double LIKEST = 0.9;

  /** Noise is at least this share of the range. */
  private static final double LEAST_NOISE = 0.005;

  /** Columns are alike when what tells them apart is smaller, of values up to 1. */
  private static final double SINGULAR = 1e-9;

  /** Null when the process does not say what it allocates, or too little is known. */
  static @Nullable Load of(List<Point> points) {
    if (points.size() < POINTS || !isCounted(points)) {
      return null;
    }
    int n = points.size() - 1;
    double[] values = new double[n];
    double[] time = new double[n];
    double[] done = new double[n];
    double[] rate = new double[n];
    for (int i = 0; i < n; i++) {
      Point point = points.get(i + 1);
      values[i] = point.bytes();
      time[i] = point.second();
      done[i] = allocated(point);
      rate[i] = rate(points, i + 1);
    }
    Fit byTime = Fit.of(values, time);
    Fit byWork = Fit.of(values, done);
    Fit byRate = Fit.of(values, rate);
    Fit growth = byWork.squares() < byTime.squares() ? byWork : byTime;
    Fit both = Fit.of(values, rate, growth == byWork ? done : time);
    // one count of points for all, or their scores could not be compared
    Fit closest = both.squares() < growth.squares() ? both : growth;
    double independent = Math.max(4, n * closest.independent());
    double range = range(values);
    double grown = range <= 0 ? 0 : Math.clamp(both.lastRise() / range, 0, 1);
    double least = Math.max(1, Math.pow(LEAST_NOISE * range, 2));
    return new Load(
        independent * Math.log(byTime.variance(least) / byWork.variance(least)),
        independent * Math.log(growth.variance(least) / byRate.variance(least)),
        both.lastRise() <= 0
            ? 0
            : independent * Math.log(byRate.variance(least) / both.variance(least))
                - Math.log(independent),
        grown,
        swing(rate));
  }

  private static double range(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static boolean isCounted(List<Point> points) {
    for (int i = 0; i < points.size(); i++) {
      Long allocated = points.get(i).allocated();
      if (allocated == null || (i > 0 && allocated < allocated(points.get(i - 1)))) {
        return false;
      }
    }
    return allocated(points.getLast()) > allocated(points.getFirst())
        && points.getLast().second() > points.getFirst().second();
  }

  private static double allocated(Point point) {
    Long allocated = point.allocated();
    return allocated == null ? 0 : allocated;
  }

  /** MiB a second about a point: over two windows, so that one short one does not swing it. */
  private static double rate(List<Point> points, int i) {
    Point from = points.get(i - 1);
    Point to = points.get(Math.min(points.size() - 1, i + 1));
    double seconds = Math.max(1, to.second() - from.second());
    return (allocated(to) - allocated(from)) / seconds;
  }

  private static double swing(double[] rate) {
    double[] sorted = rate.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length / 10];
    double most = sorted[sorted.length - 1 - sorted.length / 10];
    return least <= 0 ? Double.MAX_VALUE : most / least;
  }

  /**
   * A linear model by least squares.
   *
   * @param squares left over, a value; infinite where its columns say the same
   * @param independent share of the values that count, neighbours being alike
   * @param lastRise what the last column adds from the first value to the last
   */
  private record Fit(double squares, double independent, double lastRise) {
    static Fit of(double[] values, double[]... columns) {
      int n = values.length;
      double[][] rows = new double[n][columns.length];
      for (int c = 0; c < columns.length; c++) {
        double largest = 0;
        for (double value : columns[c]) {
          largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < n; i++) {
          rows[i][c] = largest == 0 ? 0 : columns[c][i] / largest;
        }
      }
      try {
        var regression = new OLSMultipleLinearRegression(SINGULAR);
        regression.newSampleData(values, rows);
        double[] found = regression.estimateRegressionParameters();
        int last = columns.length - 1;
        double rise = found[columns.length] * (rows[n - 1][last] - rows[0][last]);
        return of(residuals(values, rows, found), rise);
      } catch (MathRuntimeException singular) {
        return new Fit(Double.POSITIVE_INFINITY, 1, 0);
      }
    }

    /** The library's own would solve for the parameters once more. */
    private static double[] residuals(double[] values, double[][] rows, double[] parameters) {
      double[] left = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        double fitted = parameters[0];
        for (int c = 0; c < rows[i].length; c++) {
          fitted += rows[i][c] * parameters[c + 1];
        }
        left[i] = values[i] - fitted;
      }
      return left;
    }

    private static Fit of(double[] left, double lastRise) {
      double squares = 0;
      double together = 0;
      for (int i = 0; i < left.length; i++) {
        squares += left[i] * left[i];
        together += i == 0 ? 0 : left[i] * left[i - 1];
      }
      double like = squares <= 0 ? 0 : Math.clamp(together / squares, 0, LIKEST);
      return new Fit(squares / left.length, (1 - like) / (1 + like), lastRise);
    }

    double variance(double least) {
      return Math.max(squares, least);
    }
  }

  /**
   * The points as they would be had the load been steady: seconds in proportion to the work done,
   * the first and the last where they were.
   */
  static List<Point> steadied(List<Point> points) {
    double first = allocated(points.getFirst());
    double all = allocated(points.getLast()) - first;
    long start = points.getFirst().second();
    long span = points.getLast().second() - start;
    List<Point> steadied = new ArrayList<>();
    for (Point point : points) {
      long second = start + Math.round(span * (allocated(point) - first) / all);
      steadied.add(new Point(second, point.bytes(), point.allocated()));
    }
    return steadied;
  }
}
