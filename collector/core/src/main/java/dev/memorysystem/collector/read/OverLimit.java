package dev.memorysystem.collector.read;

/** A reader asks for more than it may now; the message says of what, and what to do. */
public final class OverLimit extends Exception {
  /** Which limit. Its lower-case name is a metric label. */
  public enum Limit {
    REQUESTS,
    UNFINISHED,
    STREAMS,
    ROWS
  }

  private static final int MAX_RETRY_AFTER_SECONDS = 60;

  private final Limit limit;
  private final int retryAfterSeconds;

  /**
   * @param why the limit and who reached it
   * @param seconds until there may be room
   */
  OverLimit(Limit limit, String why, double seconds) {
    this(limit, why, (int) Math.clamp(Math.ceil(seconds), 1, MAX_RETRY_AFTER_SECONDS));
  }

  private OverLimit(Limit limit, String why, int retryAfterSeconds) {
    super(
        "%s, its limit; ask again in %d seconds, or raise the limits of readers (collector/README.md)"
            .formatted(why, retryAfterSeconds),
        null,
        false,
        false);
    this.limit = limit;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public Limit limit() {
    return limit;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
