package dev.memorysystem.analyzer.series;

/**
 * An old-generation cycle seen to complete.
 *
 * @param second in seconds since the process's origin
 * @param cycles completed since process start, this one included
 */
public record CycleMark(long second, long cycles) {}
