/** How right the verdicts are: generated and recorded signals through the fold. */
@NullMarked
package dev.memorysystem.accuracy;

import org.jspecify.annotations.NullMarked;
