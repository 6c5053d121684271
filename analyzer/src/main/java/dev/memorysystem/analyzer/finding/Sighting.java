package dev.memorysystem.analyzer.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look at which a finding showed.
 *
 * @param revision pod-template-hash or controller-revision-hash of the process that showed it
 * @param image its image
 * @param at event time
 */
public record Sighting(@Nullable String revision, @Nullable String image, Instant at) {}
