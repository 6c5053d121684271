package dev.memorysystem.corpus;

/** What the right verdict on a variant is. */
public enum Expect {
  /** A confirmed finding before half of the leak's life. */
  LEAK,
  /** Nothing confirmed, ever. */
  CLEAN
}
