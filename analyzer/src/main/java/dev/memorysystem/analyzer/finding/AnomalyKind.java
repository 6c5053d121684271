package dev.memorysystem.analyzer.finding;

/** What is unusual, and no leak. {@link #toString()} is the wire name. */
public enum AnomalyKind {
  /** A revision keeps more than the one before ever did, and no more with time. Bytes. */
  STEP_AFTER_DEPLOY("step-after-deploy"),
  /** A process keeps more than before, from one moment to the next, and stays there. Bytes. */
  LIVE_SET_STEP("live-set-step"),
  /** A process allocates many times as fast as usual. Bytes a second. */
  ALLOCATION_BURST("allocation-burst"),
  /** Collections follow one another and free little, near the limit. Share of the time, 0 to 1. */
  GC_THRASH("gc-thrash");

  private final String wireName;

  AnomalyKind(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
