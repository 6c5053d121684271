/** Restarts of workloads whose pods lack the present agent: {@code rollout: OnChange}. */
@NullMarked
package dev.memorysystem.operator.rollout;

import org.jspecify.annotations.NullMarked;
