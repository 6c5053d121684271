/** The {@code memory-system} command. */
@NullMarked
package dev.memorysystem.cli;

import org.jspecify.annotations.NullMarked;
