package dev.memorysystem.crd;

/** What a person makes of a finding. */
public enum TriageState {
  /** Known: it stays visible in the status, and no Event repeats it. */
  Acknowledged,
  /** Not to be bothered with: it stays in the status, sets no condition and raises no Event. */
  Ignored
}
