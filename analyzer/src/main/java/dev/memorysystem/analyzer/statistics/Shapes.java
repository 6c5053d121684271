package dev.memorysystem.analyzer.statistics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well shapes of growth fit one series, by Schwarz's criterion (1978, Annals of Statistics
 * 6:461-464). Neighbours that are alike count for fewer points (Bartlett 1946). The place of a step
 * counts as two parameters, because it was searched for (Zhang and Siegmund 2007, Biometrics
 * 63:22-32).
 *
 * @param fits the best of each shape
 */
public record Shapes(Map<Shape, Fit> fits) {
  /** Points on each side of a bend. */
  private static final int SIDE = 3;

  /** Time constants tried, as shares of the time; with longer ones it is a line. */
  private static final double[] CONSTANTS = {
    0.05, 0.07, 0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.1, 1.6
  };

  /** Noise is at least this share of the range. */
  private static final double LEAST_NOISE = 0.005;

  /** What a live set may do. */
  public enum Shape {
    FLAT(1),
    LINE(2),
    /** Flat, a jump, flat. */
    STEP(4),
    /** One slope throughout, with a jump. */
    LINE_AND_STEP(5),
    /** A line to a bend, then flat: a container that is full. */
    FILLED(4),
    /** 1 − exp: a cache whose misses become fewer. */
    SATURATING(3);

    private final int parameters;

    Shape(int parameters) {
      this.parameters = parameters;
    }
  }

  /**
   * One shape through the series.
   *
   * @param squares sum of squared distances
   * @param score Schwarz's: smaller is better; by 2 is positive evidence, by 10 very strong (Kass
   *     and Raftery 1995, JASA 90:773-795)
   * @param at index of the jump or bend; 0 where there is none
   * @param ceiling what it tends to: of a saturating shape its limit, else the last value
   * @param rise from the first point to the last
   * @param slope of what grows, units a second; 0 where nothing does
   */
  public record Fit(
      double squares, double score, int at, double ceiling, double rise, double slope) {}

  public Shapes {
    fits = Map.copyOf(fits);
  }

  /**
   * @param times in seconds, not falling, at least two of them different
   * @param values one for each time, at least 8
   */
  public static Shapes of(double[] times, double[] values) {
    double[] smooth = Segmentation.withoutSpikes(values);
    var search = new Search(times, smooth);
    Map<Shape, Candidate> found = new EnumMap<>(Shape.class);
    found.put(Shape.FLAT, search.flat());
    found.put(Shape.LINE, search.line());
    found.put(Shape.STEP, search.step());
    found.put(Shape.LINE_AND_STEP, search.lineAndStep());
    found.put(Shape.FILLED, search.filled());
    found.put(Shape.SATURATING, search.saturating());
    Candidate closest = found.get(Shape.LINE);
    for (Candidate each : found.values()) {
      closest = each.squares() < closest.squares() ? each : closest;
    }
    double points = search.independentPoints(closest);
    Map<Shape, Fit> fits = new EnumMap<>(Shape.class);
    found.forEach((shape, each) -> fits.put(shape, search.fit(shape, each, points)));
    return new Shapes(fits);
  }

  public Fit fit(Shape shape) {
    return Objects.requireNonNull(fits.get(shape), "every shape was fitted");
  }

  /** The better of shapes that go on growing, with or without a jump. */
  public double growing() {
    Fit stepped = fit(Shape.LINE_AND_STEP);
    double line = fit(Shape.LINE).score();
    return stepped.slope() > 0 ? Math.min(line, stepped.score()) : line;
  }

  /** Of the shapes that do not, how much better one is than growth; negative when it is worse. */
  public double better(Shape shape) {
    return growing() - fit(shape).score();
  }

  /**
   * A shape before it is scored: y = mean + slope·(basis − mean of basis), or a step.
   *
   * @param values of the shape at each time
   */
  private record Candidate(double squares, int at, double ceiling, double slope, double[] values) {}

  private static final class Search {
    private final double[] times;
    private final double[] values;
    private final Lines lines;
    private final int n;

    Search(double[] times, double[] values) {
      this.times = times;
      this.values = values;
      this.lines = new Lines(times, values);
      this.n = times.length;
    }

    Candidate flat() {
      return stepAt(n, 0);
    }

    Candidate line() {
      return on(times.clone(), 0);
    }

    Candidate step() {
      int best = SIDE;
      double least = Double.POSITIVE_INFINITY;
      for (int at = SIDE; at <= n - SIDE; at++) {
        double squares = lines.aroundMean(0, at) + lines.aroundMean(at, n);
        if (squares < least) {
          least = squares;
          best = at;
        }
      }
      return stepAt(best, 0);
    }

    Candidate lineAndStep() {
      int best = SIDE;
      double least = Double.POSITIVE_INFINITY;
      for (int at = SIDE; at <= n - SIDE; at++) {
        double xx = lines.xx(0, at) + lines.xx(at, n);
        double xy = lines.xy(0, at) + lines.xy(at, n);
        double squares =
            lines.aroundMean(0, at) + lines.aroundMean(at, n) - (xx <= 0 ? 0 : xy * xy / xx);
        if (squares < least) {
          least = squares;
          best = at;
        }
      }
      double xx = lines.xx(0, best) + lines.xx(best, n);
      return stepAt(best, xx <= 0 ? 0 : (lines.xy(0, best) + lines.xy(best, n)) / xx);
    }

    Candidate filled() {
      Candidate best = null;
      double[] basis = new double[n];
      for (int at = SIDE; at <= n - SIDE; at++) {
        for (int i = 0; i < n; i++) {
          basis[i] = Math.min(times[i], times[at]);
        }
        best = better(best, basis, at);
      }
      return Objects.requireNonNull(best, "at least 8 points");
    }

    Candidate saturating() {
      Candidate best = null;
      double[] basis = new double[n];
      for (double constant : CONSTANTS) {
        double tau = constant * (times[n - 1] - times[0]);
        for (int i = 0; i < n; i++) {
          basis[i] = -Math.expm1((times[0] - times[i]) / tau);
        }
        best = better(best, basis, 0);
      }
      Candidate found = Objects.requireNonNull(best, "constants were tried");
      // the basis tends to 1 and begins at 0
      return new Candidate(
          found.squares(), 0, found.values()[0] + found.slope(), found.slope(), found.values());
    }

    /** The better of a shape and y = a + b·basis, which is laid out only when it is. */
    private Candidate better(@Nullable Candidate best, double[] basis, int at) {
      if (best != null && squares(basis) >= best.squares()) {
        return best;
      }
      return on(basis.clone(), at);
    }

    private double squares(double[] basis) {
      double[] moments = moments(basis);
      double residual = moments[4] - (moments[2] <= 0 ? 0 : moments[3] * moments[3] / moments[2]);
      return Math.max(0, residual);
    }

    /** Means of basis and values, then sums of squares and products about them: xx, xy, yy. */
    private double[] moments(double[] basis) {
      double meanX = 0;
      double meanY = 0;
      for (int i = 0; i < n; i++) {
        meanX += basis[i] / n;
        meanY += values[i] / n;
      }
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int i = 0; i < n; i++) {
        double x = basis[i] - meanX;
        double y = values[i] - meanY;
        xx += x * x;
        xy += x * y;
        yy += y * y;
      }
      return new double[] {meanX, meanY, xx, xy, yy};
    }

    private Candidate on(double[] basis, int at) {
      double[] moments = moments(basis);
      double slope = moments[2] <= 0 ? 0 : moments[3] / moments[2];
      double[] fitted = new double[n];
      for (int i = 0; i < n; i++) {
        fitted[i] = moments[1] + slope * (basis[i] - moments[0]);
      }
      return new Candidate(squares(basis), at, fitted[n - 1], slope, fitted);
    }

    private Candidate stepAt(int at, double slope) {
      double[] fitted = new double[n];
      double squares = 0;
      for (int side = 0; side < 2; side++) {
        int from = side == 0 ? 0 : at;
        int to = side == 0 ? at : n;
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < to; i++) {
          meanX += times[i] / (to - from);
          meanY += values[i] / (to - from);
        }
        for (int i = from; i < to; i++) {
          fitted[i] = meanY + slope * (times[i] - meanX);
          squares += (values[i] - fitted[i]) * (values[i] - fitted[i]);
        }
      }
      return new Candidate(squares, at == n ? 0 : at, fitted[n - 1], slope, fitted);
    }

    /** n(1-ρ)/(1+ρ), ρ the autocorrelation of what the closest shape leaves over. */
    double independentPoints(Candidate closest) {
      double together = 0;
      double total = 0;
      for (int i = 0; i < n; i++) {
        double left = values[i] - closest.values()[i];
        total += left * left;
        together += i == 0 ? 0 : left * (values[i - 1] - closest.values()[i - 1]);
      }
      double correlation = total <= 0 ? 0 : Math.clamp(together / total, 0, 0.9);
      return Math.max(4, n * (1 - correlation) / (1 + correlation));
    }

    Fit fit(Shape shape, Candidate found, double points) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      double least = Math.max(1, LEAST_NOISE * (high - low));
      double variance = Math.max(found.squares() / n, least * least);
      return new Fit(
          found.squares(),
          points * Math.log(variance) + shape.parameters * Math.log(points),
          found.at(),
          found.ceiling(),
          found.values()[n - 1] - found.values()[0],
          found.slope());
    }
  }
}
