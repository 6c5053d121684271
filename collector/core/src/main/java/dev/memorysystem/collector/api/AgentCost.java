package dev.memorysystem.collector.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * CPU that an agent takes of its process, as it measured it.
 *
 * @param at event time of the newest word of it
 * @param seconds of CPU since the process started: all of the agent's threads
 * @param samplingSeconds the part of it that sampling took; absent when unknown
 * @param walkSeconds the part of it that walks took; absent when unknown
 * @param cores share of a core between the two newest words; absent before the second
 * @param samplingCores the same of sampling
 * @param walkCores the same of walks
 */
public record AgentCost(
    Instant at,
    double seconds,
    @Nullable Double samplingSeconds,
    @Nullable Double walkSeconds,
    @Nullable Double cores,
    @Nullable Double samplingCores,
    @Nullable Double walkCores) {
  /**
   * Between two words that say how much it is now: what comes sooner is said of what came before.
   */
  private static final Duration SOONEST = Duration.ofSeconds(1);

  /** Of a process's first word. */
  public static AgentCost of(
      Instant at, double seconds, @Nullable Double sampling, @Nullable Double walks) {
    return new AgentCost(at, seconds, sampling, walks, null, null, null);
  }

  /** With a later word; what is older or nearly as old changes nothing. */
  public AgentCost then(AgentCost later) {
    Duration between = Duration.between(at, later.at);
    if (between.compareTo(SOONEST) < 0) {
      return this;
    }
    return new AgentCost(
        later.at,
        later.seconds,
        later.samplingSeconds,
        later.walkSeconds,
        rate(seconds, later.seconds, between),
        rate(samplingSeconds, later.samplingSeconds, between),
        rate(walkSeconds, later.walkSeconds, between));
  }

  private static @Nullable Double rate(
      @Nullable Double before, @Nullable Double now, Duration between) {
    return before == null || now == null
        ? null
        : Double.valueOf(Math.max(0, now - before) / (between.toMillis() / 1e3));
  }
}
