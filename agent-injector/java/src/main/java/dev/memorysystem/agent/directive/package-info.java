/**
 * What an agent does only when it is told to, once: rungs 2 and 4, and sampled stacks. Each
 * predicts what it will cost from what it cost in this process before, and refuses what is over the
 * budget.
 */
@NullMarked
package dev.memorysystem.agent.directive;

import org.jspecify.annotations.NullMarked;
