package dev.memorysystem.collector.store;

import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;

/**
 * One measurement.
 *
 * @param attributes {@code name=value} joined by commas, sorted
 * @param at event time
 */
public record SeriesPoint(
    Workload workload,
    String instanceId,
    String metric,
    String attributes,
    Instant at,
    double value) {}
