package dev.memorysystem.scale;

import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.signal.Signal;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** One report of one container: what it costs to fold it, and to store what was learnt. */
public class FoldBenchmark {
  /** The fold alone. */
  @Benchmark
  public void fold(Fleet fleet, Blackhole told) throws IOException {
    step(fleet, fleet.container(), told);
  }

  /** As the collector does while states fit in memory: what changed is stored as text. */
  @Benchmark
  public String foldAndStore(Fleet fleet, Blackhole told) throws IOException {
    Fleet.Container container = fleet.container();
    step(fleet, container, told);
    return fleet.json.writeValueAsString(container.state);
  }

  /** As it does when they do not: read from text, folded, stored again. */
  @Benchmark
  public String readFoldAndStore(Fleet fleet, Blackhole told) throws IOException {
    Fleet.Container container = fleet.container();
    String text = fleet.json.writeValueAsString(container.state);
    container.state = fleet.json.readValue(text, WorkloadState.class);
    step(fleet, container, told);
    return text;
  }

  private static void step(Fleet fleet, Fleet.Container container, Blackhole told)
      throws IOException {
    for (Signal signal : fleet.report(container).signals()) {
      var step = WorkloadAnalysis.step(container.state, signal);
      container.state = step.state();
      told.consume(step.decisions());
    }
  }
}
