package dev.memorysystem.analyzer.finding;

/** Life of a finding. {@link #toString()} is the wire name. */
public enum FindingState {
  SUSPECTED("suspected"),
  CONFIRMED("confirmed"),
  RESOLVED("resolved");

  private final String wireName;

  FindingState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
