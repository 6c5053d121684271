/** Recordings of real processes as cases. */
@NullMarked
package dev.memorysystem.accuracy.recorded;

import org.jspecify.annotations.NullMarked;
