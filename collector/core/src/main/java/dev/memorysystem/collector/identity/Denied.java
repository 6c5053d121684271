package dev.memorysystem.collector.identity;

/** A caller is not let in; the message says why and what to do, and never shows the token. */
public final class Denied extends Exception {
  /** What kind of refusal. */
  public enum Kind {
    /** Nothing or nothing valid says who calls: HTTP 401, gRPC UNAUTHENTICATED. */
    UNAUTHENTICATED,
    /** Known, but not for this: HTTP 403, gRPC PERMISSION_DENIED. */
    FORBIDDEN,
    /** Not looked at now, as too many from there were bad: HTTP 429, gRPC RESOURCE_EXHAUSTED. */
    LIMITED
  }

  private static final int MAX_RETRY_AFTER_SECONDS = 60;

  private final Kind kind;
  private final int retryAfterSeconds;

  private Denied(Kind kind, String message, int retryAfterSeconds) {
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  private Denied(Kind kind, String message) {
    this(kind, message, 0);
  }

  static Denied unauthenticated(String message) {
    return new Denied(Kind.UNAUTHENTICATED, message);
  }

  static Denied forbidden(String message) {
    return new Denied(Kind.FORBIDDEN, message);
  }

  /**
   * @param seconds until the next may be looked at
   */
  static Denied limited(String source, double seconds) {
    int after = (int) Math.clamp(Math.ceil(seconds), 1, MAX_RETRY_AFTER_SECONDS);
    return new Denied(
        Kind.LIMITED,
        "too many tokens that came from %s were not good ones, so that this one is not looked at; send it again in %d seconds"
            .formatted(source, after),
        after);
  }

  /** Seconds after which the caller may try again; 0 when that does not help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Kind kind() {
    return kind;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
