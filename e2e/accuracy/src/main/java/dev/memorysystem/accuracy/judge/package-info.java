/** The analyzer's fold over one case, and what came of it. */
@NullMarked
package dev.memorysystem.accuracy.judge;

import org.jspecify.annotations.NullMarked;
