/** Finds the constants of the analyzer's confidence and forecast. */
@NullMarked
package dev.memorysystem.accuracy.fit;

import org.jspecify.annotations.NullMarked;
