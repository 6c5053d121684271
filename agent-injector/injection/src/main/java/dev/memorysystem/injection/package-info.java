/**
 * What goes into pods: a pure function from a pod and a profile to the pod as it should start. The
 * API server is known here only through {@link dev.memorysystem.injection.Lookups}.
 */
@NullMarked
package dev.memorysystem.injection;

import org.jspecify.annotations.NullMarked;
