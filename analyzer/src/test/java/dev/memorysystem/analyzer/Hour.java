package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is told over an hour of event time, a report every 15 s: for tests of those who listen. */
public final class Hour {
  public static final Instant START = Heap.START;
  public static final int SECONDS = 3600;

  private static final int INTERVAL = 15;
  private static final int CYCLE = 60;

  /** Something told, and when. */
  public record Told(Instant at, Decision decision) {}

  private Hour() {}

  /** 1,000 MiB/h of 2 GiB in each replica. */
  public static List<Told> ofALeak(int replicas) {
    return told(
        Heap.of(t -> 60 + t / SECONDS * 1000)
            .noise(2)
            .limit(2048)
            .sampled(
                (age, random) ->
                    List.of(Heap.leakingSite("com.acme.shop.Order", age, age / 20, 5, random))),
        replicas);
  }

  /** Nothing but noise. */
  public static List<Told> ofHealth(int replicas) {
    return told(
        Heap.of(t -> 60)
            .noise(4)
            .limit(2048)
            .sampled(
                (age, random) ->
                    List.of(
                        Heap.replacingSite(
                            "com.acme.shop.Page", age, 60, Math.min(60, age), random))),
        replicas);
  }

  private static List<Told> told(Heap heap, int replicas) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      Heap replica = heap.every(INTERVAL, CYCLE).as("p" + i, Heap.START.plusSeconds(i));
      signals.addAll(replica.signals(SECONDS));
    }
    signals.sort(Comparator.comparing(Signal::at));
    WorkloadState state = WorkloadAnalysis.initial(Heap.WORKLOAD);
    List<Told> told = new ArrayList<>();
    for (Signal signal : signals) {
      Step step = WorkloadAnalysis.step(state, signal);
      state = step.state();
      step.decisions().forEach(decision -> told.add(new Told(signal.at(), decision)));
    }
    return told;
  }
}
