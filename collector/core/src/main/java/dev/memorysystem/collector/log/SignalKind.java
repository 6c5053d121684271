package dev.memorysystem.collector.log;

/** What a log entry carries. The number is the one on disk. */
public enum SignalKind {
  /** A serialized {@code ExportMetricsServiceRequest}. */
  METRICS(1, "metrics"),
  /** A serialized {@code ExportLogsServiceRequest}. */
  LOGS(2, "logs");

  private final byte number;
  private final String wireName;

  SignalKind(int number, String wireName) {
    this.number = (byte) number;
    this.wireName = wireName;
  }

  public byte number() {
    return number;
  }

  static SignalKind of(byte number) {
    for (SignalKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no signal kind has the number " + number);
  }

  @Override
  public String toString() {
    return wireName;
  }
}
