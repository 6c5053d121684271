/** The heart of the system: a pure fold from signals to findings, in event time. */
@NullMarked
package dev.memorysystem.analyzer;

import org.jspecify.annotations.NullMarked;
