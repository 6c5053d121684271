/** From judgements of processes to findings of a workload: identity, states, hysteresis. */
@NullMarked
package dev.memorysystem.analyzer.track;

import org.jspecify.annotations.NullMarked;
