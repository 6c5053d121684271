/**
 * A small model of a JVM: what an application keeps, what a collector leaves, what an agent would
 * report.
 */
@NullMarked
package dev.memorysystem.accuracy.simulate;

import org.jspecify.annotations.NullMarked;
