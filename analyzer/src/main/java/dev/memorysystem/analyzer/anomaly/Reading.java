package dev.memorysystem.analyzer.anomaly;

import org.jspecify.annotations.Nullable;

/**
 * What one window says of one kind.
 *
 * @param usual level before; absent when unknown
 * @param level in the window
 * @param reason for a person
 */
record Reading(Sign sign, @Nullable Double usual, double level, String reason) {
  /** Nothing is known. */
  static final Reading NOTHING = new Reading(Sign.USUAL, null, 0, "");

  /** What is neither begins nothing and ends nothing. */
  enum Sign {
    UNUSUAL,
    NEITHER,
    USUAL
  }
}
