package dev.memorysystem.accuracy.simulate;

/**
 * One step of the simulation.
 *
 * @param end seconds since the process's start
 * @param seconds length
 * @param load relative: 1 is usual
 * @param heapFree share of the heap that is not live, 0 to 1
 */
public record Tick(double end, double seconds, double load, double heapFree) {}
