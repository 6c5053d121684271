/** Statistics of short, noisy, autocorrelated series; Hipparchus where it has them. */
@NullMarked
package dev.memorysystem.analyzer.statistics;

import org.jspecify.annotations.NullMarked;
