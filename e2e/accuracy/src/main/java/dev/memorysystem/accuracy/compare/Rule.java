package dev.memorysystem.accuracy.compare;

/** Someone else's way to tell a leak. */
public interface Rule {
  String name();

  /** How much a series looks like a leak so far: higher is surer, 0 when it says nothing. */
  double score(Track seen);
}
