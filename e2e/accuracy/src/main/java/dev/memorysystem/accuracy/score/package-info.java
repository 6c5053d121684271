/** From outcomes to figures. */
@NullMarked
package dev.memorysystem.accuracy.score;

import org.jspecify.annotations.NullMarked;
