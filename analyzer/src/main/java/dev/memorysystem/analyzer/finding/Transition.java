package dev.memorysystem.analyzer.finding;

import dev.memorysystem.analyzer.signal.TriageState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a finding, dated in event time, with the reason a person reads.
 *
 * @param state it is in since then: another one, or the same better known
 * @param triage what a person made of it since then; absent when that is not what changed
 */
public record Transition(
    FindingState state, Instant at, String reason, @Nullable TriageState triage) {
  public Transition(FindingState state, Instant at, String reason) {
    this(state, at, reason, null);
  }
}
