package dev.memorysystem.collector.api;

/** Whether a process still reports. {@link #toString()} is the wire name. */
public enum ProcessStatus {
  REPORTING("reporting"),
  /** Nothing came for three of its reporting intervals, 45 s at least. */
  SILENT("silent"),
  /** Its agent said that it ends. */
  STOPPED("stopped");

  private final String wireName;

  ProcessStatus(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
