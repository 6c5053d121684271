/** Runs the workloads as child processes, and records what their heaps do. */
@NullMarked
package dev.memorysystem.e2e.workloads;

import org.jspecify.annotations.NullMarked;
