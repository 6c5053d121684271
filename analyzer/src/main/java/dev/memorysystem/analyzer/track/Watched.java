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
 * @param leakedAtCycle old-generation cycles watched when the chain last said leak; 0 before
 * @param gone true when it was replaced or its pod deleted
 */
public record Watched(
    ProcessState state,
    long heard,
    @Nullable Judgement judgement,
    long leakedAtCycle,
    boolean gone) {
  public Watched asGone() {
    return new Watched(state, heard, judgement, leakedAtCycle, true);
  }

  /** With what was learnt of it meanwhile. */
  public Watched as(ProcessRef better) {
    return new Watched(state.of(better), heard, judgement, leakedAtCycle, gone);
  }

  /** Whether it is this start of a process. */
  public boolean is(ProcessRef process) {
    return is(process.instanceId());
  }

  boolean is(@Nullable String instanceId) {
    return state.process().instanceId().equals(instanceId);
  }

  boolean says(Verdict verdict) {
    return judgement != null && judgement.verdict() == verdict;
  }

  long watchedSeconds() {
    return judgement == null ? 0 : judgement.watchedSeconds();
  }

  /** Old-generation cycles completed since it last looked like a leak. */
  long quietCycles() {
    return Math.max(0, state.watchedCycles() - leakedAtCycle);
  }
}
