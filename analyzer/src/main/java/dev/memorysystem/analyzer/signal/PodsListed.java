package dev.memorysystem.analyzer.signal;

import java.time.Instant;

/**
 * The whole cluster was listed ({@code memory.sync} in docs/signals.md): what the listing says of
 * one workload.
 *
 * @param at event time of the listing
 * @param pods of the workload that have not ended
 */
public record PodsListed(Workload workload, Instant at, int pods) implements Signal {}
