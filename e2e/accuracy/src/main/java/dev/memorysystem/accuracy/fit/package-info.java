/** Finds the constants of the analyzer's forecast on the tuning family and recordings. */
@NullMarked
package dev.memorysystem.accuracy.fit;

import org.jspecify.annotations.NullMarked;
