package dev.memorysystem.agent.directive;

/** What a directive found: {@link ClassCensus}, {@link StackSamples} or {@link DumpFile}. */
public interface Result {
  /** What to know about it, in words. */
  String remark();
}
