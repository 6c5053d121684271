package dev.memorysystem.scale;

import dev.memorysystem.accuracy.compare.Coroot;
import dev.memorysystem.accuracy.compare.LeastSquares;
import dev.memorysystem.accuracy.compare.MannKendall;
import dev.memorysystem.accuracy.compare.Rule;
import dev.memorysystem.analyzer.signal.LiveSet;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The same reports judged by other rules over the last hour of anonymous memory, kept as numbers.
 */
public class PeerBenchmark {
  private static final Rule COROOT = new Coroot();
  private static final Rule LEAST_SQUARES = new LeastSquares();
  private static final Rule MANN_KENDALL = new MannKendall();

  @Benchmark
  public double coroot(Fleet fleet) throws IOException {
    return score(fleet, COROOT);
  }

  @Benchmark
  public double leastSquares(Fleet fleet) throws IOException {
    return score(fleet, LEAST_SQUARES);
  }

  @Benchmark
  public double mannKendall(Fleet fleet) throws IOException {
    return score(fleet, MANN_KENDALL);
  }

  private static double score(Fleet fleet, Rule rule) throws IOException {
    Fleet.Container container = fleet.container();
    Service.Report report = fleet.report(container);
    return report.signals().getFirst() instanceof LiveSet liveSet
        ? rule.score(container.window.with(liveSet))
        : 0;
  }
}
