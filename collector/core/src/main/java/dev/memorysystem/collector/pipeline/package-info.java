/** From the log to signals, series, processes and findings, with its place kept on disk. */
@NullMarked
package dev.memorysystem.collector.pipeline;

import org.jspecify.annotations.NullMarked;
