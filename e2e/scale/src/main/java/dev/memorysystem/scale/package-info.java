/** How many containers one core analyses: the fold under JMH, beside other rules. */
@NullMarked
package dev.memorysystem.scale;

import org.jspecify.annotations.NullMarked;
