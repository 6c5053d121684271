package dev.memorysystem.analyzer.signal;

import java.time.Instant;

/** One input of the fold. Analysis is keyed by {@link #workload()} and ordered by {@link #at()}. */
public sealed interface Signal
    permits LiveSet, Survivors, Containers, RetainedPaths, PodFact, PodsListed, DetectionSettings {
  Workload workload();

  /** Event time: when it was observed, on the observer's clock. */
  Instant at();
}
