package dev.memorysystem.collector.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a directive that an agent was given ({@code memory.directive}); absent is unknown.
 *
 * @param id as the plan had it
 * @param kind {@code class_census}, {@code heap_dump} or {@code stack_samples}
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param reason in words
 * @param at event time
 */
public record DirectiveOutcome(
    String id,
    String kind,
    String outcome,
    @Nullable String reason,
    Instant at,
    @Nullable Double predictedPauseSeconds,
    @Nullable Double pauseSeconds,
    @Nullable Long predictedBytes,
    @Nullable Long bytes) {}
