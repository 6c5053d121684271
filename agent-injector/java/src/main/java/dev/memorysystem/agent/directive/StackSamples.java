package dev.memorysystem.agent.directive;

import java.util.Collections;
import java.util.List;

/** Who was running: stacks of the application's threads that used CPU, sampled over a while. */
public final class StackSamples implements Result {
  private final long processSeconds;
  private final double durationSeconds;
  private final long samples;
  private final ThreadStates states;
  private final List<SampledStack> stacks;
  private final String remark;

  StackSamples(
      long processSeconds,
      double durationSeconds,
      long samples,
      ThreadStates states,
      List<SampledStack> stacks,
      String remark) {
    this.processSeconds = processSeconds;
    this.durationSeconds = durationSeconds;
    this.samples = samples;
    this.states = states;
    this.stacks = Collections.unmodifiableList(stacks);
    this.remark = remark;
  }

  /** Age of the process at the end. */
  public long processSeconds() {
    return processSeconds;
  }

  /** How long it was sampled. */
  public double durationSeconds() {
    return durationSeconds;
  }

  /** How often. */
  public long samples() {
    return samples;
  }

  /** What the threads were doing, each counted at each sample. */
  public ThreadStates states() {
    return states;
  }

  /** At most 64, those seen most often first. */
  public List<SampledStack> stacks() {
    return stacks;
  }

  @Override
  public String remark() {
    return remark;
  }
}
