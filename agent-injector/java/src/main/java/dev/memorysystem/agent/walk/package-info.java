/**
 * Rung 3 without a safepoint: reads the application's object graph while it runs, and counts what
 * its containers hold.
 */
@NullMarked
package dev.memorysystem.agent.walk;

import org.jspecify.annotations.NullMarked;
