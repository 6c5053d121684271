package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.statistics.Shapes;
import dev.memorysystem.analyzer.statistics.Shapes.Shape;
import dev.memorysystem.analyzer.statistics.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a leak of something that grows, in degrees: the more of each, the surer. Each is
 * about 0 to 1, so that weights can be compared.
 *
 * @param used share of what was free at the beginning that growth has used, twice; 1 from half on.
 *     What fills is mostly sized to leave room
 * @param much the same squared: towards half of it, each step says more
 * @param lasting the same, times how long it has grown: 0 at once, 1 after a day, by the logarithm.
 *     What fills is mostly full soon
 * @param straight how much better steady growth fits than anything that fills or steps, by the
 *     logarithm of Schwarz's criterion, -1 to 1; 0 for too few points
 * @param kept slope of the last third as a share of the whole's, 0.3 to 1.3
 * @param exact how small the slope's relative standard error is: 0.1 for a half, 1 for 0.2 %, by
 *     the logarithm
 * @param plain 0 where the objects are computed for a map, as caches do; else 1
 * @param elsewhere other starts that leak, too: 0.5 for one, 1 for more
 * @param unbound 0 where an array that keeps its slots is likely to be filling; else 1
 * @param even 1 where a container that may be the holder is counted to only grow, at one pace; else
 *     0. No garbage and no chance is in it
 */
public record Signs(
    double used,
    double much,
    double lasting,
    double straight,
    double kept,
    double exact,
    double plain,
    double elsewhere,
    double unbound,
    double even) {
  /** Names of {@link #degrees()}, in order. */
  public static final List<String> NAMES =
      List.of(
          "used",
          "much",
          "lasting",
          "straight",
          "kept",
          "exact",
          "plain",
          "elsewhere",
          "unbound",
          "even");

  private static final double HALF = 0.5;

  /** Seconds that count little, as at the beginning: ten minutes. */
  private static final double SOON = 600;

  private static final double DAY = 86_400;

  /** Schwarz's criterion from which more says nothing new: 10 is very strong (Kass and Raftery). */
  private static final double STRONGEST = 40;

  /** Points that shapes need. */
  private static final int SHAPED = 8;

  /** Points of a line. */
  private static final int LINE = 4;

  private static final double LEAST_KEPT = 0.3;

  private static final double MOST_KEPT = 1.3;

  private static final double LEAST_ERROR = 0.002;

  /** The logarithm of an error of that, nearly. */
  private static final double EXACT = 6;

  public double[] degrees() {
    return new double[] {
      used, much, lasting, straight, kept, exact, plain, elsewhere, unbound, even
    };
  }

  /**
   * Of one kind of memory of a process, as it is now; empty where no line can be drawn.
   *
   * @param peers other starts of the same workload
   */
  public static Optional<Signs> of(
      ProcessState process, LeakKind kind, Instant at, Duration horizon, List<Peer> peers) {
    Optional<Observation> seen =
        kind == LeakKind.HEAP
            ? Optional.of(Observation.of(process, at, horizon, peers))
            : process.gauge(kind).map(gauge -> Observation.of(process, gauge, at, horizon));
    return seen.flatMap(
        s ->
            Optional.ofNullable(s.growth())
                .flatMap(growth -> of(s, growth, SurvivingSites.leaking(s))));
  }

  static Optional<Signs> of(Observation seen, Growth growth, List<SiteSurvivors> culprits) {
    Trend trend = seen.trend();
    if (trend == null) {
      return Optional.empty();
    }
    boolean memoised = !culprits.isEmpty() && culprits.getFirst().memoised();
    double leaking = seen.peers().stream().filter(p -> p.verdict() == Verdict.LEAK).count();
    double used = Math.min(1, growth.used(seen.scale()) / HALF);
    double lasted = Math.min(1, Math.log1p(seen.span() / SOON) / Math.log1p(DAY / SOON));
    double error = trend.slopeError() / Math.max(Double.MIN_NORMAL, trend.slope());
    return Optional.of(
        new Signs(
            used,
            used * used,
            used * lasted,
            straight(seen),
            kept(seen.oldFloors(), trend),
            -Math.log(Math.clamp(error, LEAST_ERROR, HALF)) / EXACT,
            memoised ? 0 : 1,
            Math.min(1, leaking / 2),
            FixedArray.isLikely(seen, culprits) ? 0 : 1,
            GrowingContainers.isEven(seen) ? 1 : 0));
  }

  private static double straight(Observation seen) {
    Shapes shapes = shapes(seen);
    if (shapes == null) {
      return 0;
    }
    double best = shapes.better(Shape.SATURATING);
    best = Math.max(best, shapes.better(Shape.FILLED));
    best = Math.max(best, shapes.better(Shape.STEP));
    double strength = Math.log1p(Math.abs(best)) / Math.log1p(STRONGEST);
    return -Math.signum(best) * Math.min(1, strength);
  }

  private static @Nullable Shapes shapes(Observation seen) {
    List<Point> points = seen.oldFloors();
    if (seen.curve().shapes() != null || points.size() < SHAPED || seen.span() <= 0) {
      return seen.curve().shapes();
    }
    return Shapes.of(
        points.stream().mapToDouble(Point::second).toArray(),
        points.stream().mapToDouble(Point::bytes).toArray());
  }

  private static double kept(List<Point> points, Trend whole) {
    int last = Math.max(LINE, points.size() / 3);
    Trend recent = Observation.trend(points.subList(points.size() - last, points.size()));
    return recent == null || whole.slope() <= 0
        ? LEAST_KEPT
        : Math.clamp(recent.slope() / whole.slope(), LEAST_KEPT, MOST_KEPT);
  }
}
