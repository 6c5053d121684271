package dev.memorysystem.collector.identity;

/** A caller is not let in; the message says why and what to do, and never shows the token. */
public final class Denied extends Exception {
  /** What kind of refusal. */
  public enum Kind {
    /** Nothing or nothing valid says who calls: HTTP 401, gRPC UNAUTHENTICATED. */
    UNAUTHENTICATED,
    /** Known, but not for this: HTTP 403, gRPC PERMISSION_DENIED. */
    FORBIDDEN
  }

  private final Kind kind;

  private Denied(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static Denied unauthenticated(String message) {
    return new Denied(Kind.UNAUTHENTICATED, message);
  }

  static Denied forbidden(String message) {
    return new Denied(Kind.FORBIDDEN, message);
  }

  public Kind kind() {
    return kind;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
