package dev.memorysystem.analyzer.detect;

/** What one rule says of a process; its reason is what the user reads. */
public sealed interface Answer {
  String reason();

  /** As a leak would have it. */
  record Leak(String reason) implements Answer {}

  /** No leak. */
  record NotLeak(String reason) implements Answer {}

  /** Not enough to tell. */
  record CannotSay(String reason) implements Answer {}
}
