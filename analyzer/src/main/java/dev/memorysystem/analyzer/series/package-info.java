/** What is remembered of each process: bounded series and survivors. Part of the fold's state. */
@NullMarked
package dev.memorysystem.analyzer.series;

import org.jspecify.annotations.NullMarked;
