package dev.memorysystem.corpus;

import org.jspecify.annotations.Nullable;

/**
 * One run and what came of it.
 *
 * @param judged absent when the run says nothing of the product, or was not made
 * @param problem why not
 */
record Scored(RunPlan plan, @Nullable Judged judged, @Nullable String problem) {}
