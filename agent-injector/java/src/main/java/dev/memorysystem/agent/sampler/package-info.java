/** Rung 1: sampled allocations that survive. */
@NullMarked
package dev.memorysystem.agent.sampler;

import org.jspecify.annotations.NullMarked;
