package dev.memorysystem.collector.plan;

import java.util.concurrent.CompletableFuture;

/**
 * One who waits for another plan than the one known.
 *
 * @param key of the process
 * @param known ETag of the plan it has
 * @param told completes with the other plan; whoever waits no longer cancels it
 */
record Waiting(String key, String known, CompletableFuture<PlanText> told) {}
