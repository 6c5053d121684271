/** What is kept of files that were damaged. */
@NullMarked
package dev.memorysystem.collector.damage;

import org.jspecify.annotations.NullMarked;
