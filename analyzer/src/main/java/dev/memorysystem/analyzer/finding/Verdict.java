package dev.memorysystem.analyzer.finding;

/** What the detectors say of a workload as a whole. {@link #toString()} is the wire name. */
public enum Verdict {
  LEAK("leak"),
  NO_LEAK("no-leak"),
  INSUFFICIENT("insufficient");

  private final String wireName;

  Verdict(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
