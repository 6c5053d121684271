package dev.memorysystem.analyzer.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something that an agent is to do once in the life of its process. It predicts what that takes,
 * and refuses what is over a bound.
 *
 * @param id by which the agent knows that it did it, and its outcome is known
 * @param maxPauseSeconds longest pause of the application; absent: the agent's own bound, as below
 * @param maxBytes most that it may write
 * @param durationSeconds how long it goes on, of what does
 */
public record Directive(
    String id,
    DirectiveKind kind,
    @Nullable Double maxPauseSeconds,
    @Nullable Long maxBytes,
    @Nullable Long durationSeconds) {}
