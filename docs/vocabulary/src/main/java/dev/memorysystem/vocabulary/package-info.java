/** The names of every signal that crosses a process boundary, from docs/signals.yaml. */
package dev.memorysystem.vocabulary;
