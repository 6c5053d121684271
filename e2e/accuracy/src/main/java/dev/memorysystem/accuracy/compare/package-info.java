/** Other people's rules on the same input. */
@NullMarked
package dev.memorysystem.accuracy.compare;

import org.jspecify.annotations.NullMarked;
