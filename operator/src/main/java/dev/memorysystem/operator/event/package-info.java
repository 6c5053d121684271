/** Kubernetes Events, one per transition. */
@NullMarked
package dev.memorysystem.operator.event;

import org.jspecify.annotations.NullMarked;
