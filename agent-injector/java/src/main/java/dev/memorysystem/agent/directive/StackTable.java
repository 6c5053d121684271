package dev.memorysystem.agent.directive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stacks by their frames, as many as there is room for. */
final class StackTable {
  private static final int MAX_STACKS = 2_048;
  private static final int MAX_REPORTED = 64;

  private final Map<List<StackTraceElement>, SampledStack> stacks = new HashMap<>();
  private long dropped;

  /**
   * @param cpuSeconds used by the thread since the sample before
   */
  void add(StackTraceElement[] stack, double cpuSeconds) {
    List<StackTraceElement> key = Arrays.asList(stack);
    SampledStack known = stacks.get(key);
    if (known == null) {
      if (stacks.size() == MAX_STACKS) {
        dropped++;
        return;
      }
      known = new SampledStack(key);
      stacks.put(key, known);
    }
    known.add(cpuSeconds);
  }

  /** Stacks that came when the table was full. */
  long dropped() {
    return dropped;
  }

  /** Those seen most often first, of those seen as often those that used more. */
  List<SampledStack> mostOften() {
    List<SampledStack> all = new ArrayList<>(stacks.values());
    all.sort(
        Comparator.comparingLong(SampledStack::count)
            .thenComparingDouble(SampledStack::cpuSeconds)
            .reversed());
    return new ArrayList<>(all.subList(0, Math.min(MAX_REPORTED, all.size())));
  }
}
