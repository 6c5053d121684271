/** Starts a service under agents in turn, loads it, and compares what it needs. */
@org.jspecify.annotations.NullMarked
package dev.memorysystem.jvm;
