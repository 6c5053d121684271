package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;

/** What to do with a pod at admission. */
public sealed interface InjectionResult {
  /**
   * The pod as it should start.
   *
   * @param skipped containers left alone, by name
   */
  record Injected(Pod pod, Map<String, SkipReason> skipped) implements InjectionResult {
    public Injected {
      skipped = Map.copyOf(skipped);
    }
  }

  /** Nothing to change: everything is in already. */
  record Unchanged() implements InjectionResult {}

  /** The whole pod is left alone. */
  record Skipped(SkipReason reason) implements InjectionResult {}

  /** No container could be injected: only the note of it is written to the pod. */
  record Noted(Pod pod, Map<String, SkipReason> skipped) implements InjectionResult {
    public Noted {
      skipped = Map.copyOf(skipped);
    }
  }
}
