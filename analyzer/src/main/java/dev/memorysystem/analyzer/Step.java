package dev.memorysystem.analyzer;

import java.util.List;

/** What one signal led to: the state after it, and what readers have to be told, in order. */
public record Step(WorkloadState state, List<Decision> decisions) {
  public Step {
    decisions = List.copyOf(decisions);
  }
}
