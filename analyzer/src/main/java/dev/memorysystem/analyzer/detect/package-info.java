/** The chain: rules that each say leak, not a leak, or can't say, with the reason. */
@NullMarked
package dev.memorysystem.analyzer.detect;

import org.jspecify.annotations.NullMarked;
