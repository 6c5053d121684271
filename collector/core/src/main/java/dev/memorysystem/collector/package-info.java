/** The collector: receives OTLP, keeps it, analyses it, and answers what it found. */
@NullMarked
package dev.memorysystem.collector;

import org.jspecify.annotations.NullMarked;
