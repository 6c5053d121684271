/** What is generated: leaks and what only looks like one. */
@NullMarked
package dev.memorysystem.accuracy.shape;

import org.jspecify.annotations.NullMarked;
