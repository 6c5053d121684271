package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.ProcessRef;
import org.jspecify.annotations.Nullable;

/**
 * One process start of the workload.
 *
 * @param heard number of its newest signal among all signals of the workload's processes
 * @param judgement what the chain said last; absent before the first live-set record
 * @param gone true when it was replaced or its pod deleted
 */
public record Watched(ProcessState state, long heard, @Nullable Judgement judgement, boolean gone) {
  public Watched asGone() {
    return new Watched(state, heard, judgement, true);
  }

  /** Whether it is this start of a process. */
  public boolean is(ProcessRef process) {
    return state.process().instanceId().equals(process.instanceId());
  }

  boolean says(Verdict verdict) {
    return judgement != null && judgement.verdict() == verdict;
  }

  long watchedSeconds() {
    return judgement == null ? 0 : judgement.watchedSeconds();
  }
}
