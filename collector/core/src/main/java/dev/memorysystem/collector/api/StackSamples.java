package dev.memorysystem.collector.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A light profile of who worked in a process ({@code memory.stack_samples}); absent is unknown.
 *
 * @param processSeconds age of the process at the end
 * @param durationSeconds how long samples were taken
 * @param samples how often
 * @param runnable threads that were runnable, each counted at each sample
 * @param blocked the same of those that waited for a monitor
 * @param waiting the same of those that waited otherwise
 * @param stacks those seen most often first
 */
public record StackSamples(
    String directive,
    Instant at,
    @Nullable Long processSeconds,
    @Nullable Double durationSeconds,
    @Nullable Long samples,
    @Nullable Long runnable,
    @Nullable Long blocked,
    @Nullable Long waiting,
    List<Stack> stacks)
    implements DirectiveResult {
  public StackSamples {
    stacks = List.copyOf(stacks);
  }

  /**
   * One stack.
   *
   * @param frames innermost first
   * @param count how often threads were seen in it
   * @param cpuSeconds CPU time that they used since the samples before; absent when unknown
   */
  public record Stack(List<String> frames, long count, @Nullable Double cpuSeconds) {
    public Stack {
      frames = List.copyOf(frames);
    }
  }
}
