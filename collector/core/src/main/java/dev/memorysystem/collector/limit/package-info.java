/** How rates are limited. */
@NullMarked
package dev.memorysystem.collector.limit;

import org.jspecify.annotations.NullMarked;
