/** Runs the analyzer's fold, one state a workload. */
@NullMarked
package dev.memorysystem.collector.analysis;

import org.jspecify.annotations.NullMarked;
