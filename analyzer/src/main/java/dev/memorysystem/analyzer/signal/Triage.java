package dev.memorysystem.analyzer.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person made of a finding, as the profile says.
 *
 * @param reason in that person's words
 * @param until when it ends; absent when it does not
 */
public record Triage(TriageState state, @Nullable String reason, @Nullable Instant until) {
  /** Whether it still counts at a time. */
  public boolean holds(Instant at) {
    return until == null || at.isBefore(until);
  }
}
