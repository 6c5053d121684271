/** Signals as they were folded, kept in a file: what a run showed can be analysed again. */
@NullMarked
package dev.memorysystem.collector.recording;

import org.jspecify.annotations.NullMarked;
