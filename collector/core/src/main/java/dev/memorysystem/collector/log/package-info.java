/** The signal log: what was acknowledged is on disk, in order, until it is folded. */
@NullMarked
package dev.memorysystem.collector.log;

import org.jspecify.annotations.NullMarked;
