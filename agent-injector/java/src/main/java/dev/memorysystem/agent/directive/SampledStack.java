package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.sampler.FrameName;
import java.util.ArrayList;
import java.util.List;

/** One stack, and how often threads were seen running in it. */
public final class SampledStack {
  private final List<StackTraceElement> elements;
  private long count;
  private double cpuSeconds;

  SampledStack(List<StackTraceElement> elements) {
    this.elements = elements;
  }

  void add(double cpuSeconds) {
    this.count++;
    this.cpuSeconds += cpuSeconds;
  }

  /** Innermost first, as `memory.survivors` writes them. */
  public List<String> frames() {
    List<String> frames = new ArrayList<>(elements.size());
    for (StackTraceElement element : elements) {
      frames.add(
          FrameName.frame(
              element.getClassName(),
              element.getMethodName(),
              element.getLineNumber(),
              element.isNativeMethod()));
    }
    return frames;
  }

  public long count() {
    return count;
  }

  /** CPU time that these threads used since the sample before; 0 where it is not known. */
  public double cpuSeconds() {
    return cpuSeconds;
  }
}
