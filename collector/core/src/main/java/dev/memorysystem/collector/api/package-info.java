/** What readers of the collector see: JSON, processes, series, changes. */
@NullMarked
package dev.memorysystem.collector.api;

import org.jspecify.annotations.NullMarked;
