/** The operator's two lines to the collector: findings in, facts out. */
@NullMarked
package dev.memorysystem.operator.collector;

import org.jspecify.annotations.NullMarked;
