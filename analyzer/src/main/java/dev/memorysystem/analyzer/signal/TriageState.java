package dev.memorysystem.analyzer.signal;

/** What a person made of a finding. {@link #toString()} is the wire name, as a profile says it. */
public enum TriageState {
  /** Nothing, or nothing any more. */
  OPEN("Open"),
  /** Known: it stays visible and is not told again. */
  ACKNOWLEDGED("Acknowledged"),
  /** Not to be bothered with: it sets no condition and is not told. */
  IGNORED("Ignored");

  private final String wireName;

  TriageState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
