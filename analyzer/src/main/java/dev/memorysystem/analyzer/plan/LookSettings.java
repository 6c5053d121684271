package dev.memorysystem.analyzer.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the MemoryProfile that governs a workload allows its agents to look at.
 *
 * @param sampling when allocations are sampled
 * @param samplingCores share of a core that it may take; absent: the agent's own
 * @param walks when it is looked for what keeps the survivors: on suspicion, of the two processes
 *     that are asked. The sizes of containers, which show a leak before anything else does, are
 *     looked at unless it is never
 * @param walkCores share of a core that walks may take; absent: the agent's own
 * @param rules when classes are changed to see who leaves open what it opens
 * @param longestPause of the application that a directive may cause
 */
public record LookSettings(
    When sampling,
    @Nullable Double samplingCores,
    When walks,
    @Nullable Double walkCores,
    When rules,
    Duration longestPause) {
  /** Of a workload without a profile: the profile's own defaults. */
  public static final LookSettings DEFAULT =
      new LookSettings(When.ALWAYS, null, When.ALWAYS, null, When.NEVER, Duration.ofMillis(200));

  /** What an older version stored has none. */
  public LookSettings {
    rules = rules == null ? When.NEVER : rules;
  }
}
