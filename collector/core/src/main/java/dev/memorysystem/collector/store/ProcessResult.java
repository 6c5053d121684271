package dev.memorysystem.collector.store;

import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.StackSamples;

/**
 * What a directive found in a process.
 *
 * @param process its key
 * @param namespace of its workload
 */
public record ProcessResult(String process, String namespace, DirectiveResult result) {
  /** By it results are told apart in the store. */
  String kind() {
    return kind(result.getClass());
  }

  static String kind(Class<? extends DirectiveResult> type) {
    if (type == ClassCensus.class) {
      return "class_census";
    }
    if (type == StackSamples.class) {
      return "stack_samples";
    }
    throw new IllegalArgumentException("no kind of result: " + type);
  }
}
