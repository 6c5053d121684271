/**
 * The agent must never keep a pod from running. Where it does, new pods start without it until it
 * works again, and those that wait because of it are made anew. Every replica sees the same pods
 * and so comes to the same view by itself.
 */
@NullMarked
package dev.memorysystem.operator.circuit;

import org.jspecify.annotations.NullMarked;
