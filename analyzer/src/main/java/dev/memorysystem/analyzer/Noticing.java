package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.anomaly.Noticed;
import dev.memorysystem.analyzer.anomaly.Unusual;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.track.Watched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds to a step what is unusual and no leak. */
final class Noticing {
  private Noticing() {}

  @SuppressWarnings("ReferenceEquality") // a fold that learnt nothing returns the very state
  static Step apply(WorkloadState before, Step step, Signal signal) {
    if (step.state() == before) {
      return step;
    }
    return switch (signal) {
      case LiveSet liveSet -> apply(step, signal, liveSet);
      case PodFact pod -> apply(step, pod, null);
      case PodsListed listed -> apply(step, listed, null);
      default -> step;
    };
  }

  private static Step apply(Step step, Signal signal, @Nullable LiveSet liveSet) {
    WorkloadState state = step.state();
    Noticed known = state.unusual();
    Noticed now = Unusual.next(known, state.workload(), signal.at(), liveSet, seen(state));
    if (now.equals(known)) {
      return step;
    }
    List<Decision> decisions = new ArrayList<>(step.decisions());
    if (!now.told().equals(known.told())) {
      decisions.add(new Decision.AnomaliesChanged(new Anomalies(state.workload(), now.told())));
    }
    return new Step(state.noticing(now), decisions);
  }

  private static List<Unusual.Seen> seen(WorkloadState state) {
    List<Watched> running = WorkloadAnalysis.running(state);
    return state.processes().stream()
        .map(
            w -> {
              Judgement heap = w.judgement();
              return new Unusual.Seen(
                  w.state(), running.contains(w), heap == null ? null : heap.verdict());
            })
        .toList();
  }
}
