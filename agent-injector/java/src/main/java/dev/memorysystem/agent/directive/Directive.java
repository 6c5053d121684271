package dev.memorysystem.agent.directive;

/** Something to do once, and what it may cost. */
public final class Directive {
  private final String id;
  private final String kind;
  private final double maxPauseSeconds;
  private final long maxBytes;
  private final double durationSeconds;

  /**
   * @param id done once in a process, however often it is given
   * @param kind `class_census`, `heap_dump` or `stack_samples`; another is refused
   * @param maxPauseSeconds longest stop of the application that it may cause
   * @param maxBytes largest file or memory that it may take
   * @param durationSeconds how long to go on, for what goes on
   */
  public Directive(
      String id, String kind, double maxPauseSeconds, long maxBytes, double durationSeconds) {
    this.id = id;
    this.kind = kind;
    this.maxPauseSeconds = maxPauseSeconds;
    this.maxBytes = maxBytes;
    this.durationSeconds = durationSeconds;
  }

  public String id() {
    return id;
  }

  public String kind() {
    return kind;
  }

  public double maxPauseSeconds() {
    return maxPauseSeconds;
  }

  public long maxBytes() {
    return maxBytes;
  }

  public double durationSeconds() {
    return durationSeconds;
  }
}
