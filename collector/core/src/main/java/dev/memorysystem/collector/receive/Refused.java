package dev.memorysystem.collector.receive;

import com.google.rpc.Code;
import dev.memorysystem.collector.identity.Denied;

/** Why a request was not taken, with a message for its sender that says what to do. */
public final class Refused extends Exception {
  /** How the two protocols say it. Its lower-case name is a metric label. */
  enum Reason {
    MALFORMED(400, Code.INVALID_ARGUMENT),
    /** Nothing valid says who sends. */
    UNAUTHENTICATED(401, Code.UNAUTHENTICATED),
    /** It is known who sends, and it is not theirs to send. */
    FORBIDDEN(403, Code.PERMISSION_DENIED),
    NOT_FOUND(404, Code.UNIMPLEMENTED),
    METHOD(405, Code.UNIMPLEMENTED),
    TOO_LARGE(413, Code.RESOURCE_EXHAUSTED),
    MEDIA_TYPE(415, Code.UNIMPLEMENTED),
    /** The sender should try again later. */
    OVERLOADED(429, Code.RESOURCE_EXHAUSTED),
    /** Its namespace sends too much; the sender should try again later. */
    LIMITED(429, Code.RESOURCE_EXHAUSTED),
    /** Too many bad tokens came from where the sender is: this one was not looked at. */
    UNCHECKED(429, Code.RESOURCE_EXHAUSTED),
    /** The sender went away in the middle of its request. */
    INTERRUPTED(400, Code.CANCELLED),
    /** The log could not be written; the sender should try again later. */
    UNAVAILABLE(503, Code.UNAVAILABLE);

    private final int httpStatus;
    private final Code code;

    Reason(int httpStatus, Code code) {
      this.httpStatus = httpStatus;
      this.code = code;
    }

    int httpStatus() {
      return httpStatus;
    }

    /** The code of google.rpc.Status, which is also the gRPC status. */
    Code code() {
      return code;
    }

    boolean retryable() {
      return this == OVERLOADED || this == LIMITED || this == UNCHECKED || this == UNAVAILABLE;
    }
  }

  /** Seconds after which a refused sender may try again. */
  static final int RETRY_AFTER_SECONDS = 5;

  private static final int MAX_RETRY_AFTER_SECONDS = 60;

  private final Reason reason;
  private final int retryAfterSeconds;

  Refused(Reason reason, String message) {
    this(reason, message, RETRY_AFTER_SECONDS);
  }

  private Refused(Reason reason, String message, int retryAfterSeconds) {
    super(message, null, false, false);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * A namespace is over one of its limits.
   *
   * @param seconds until it is not
   */
  static Refused limited(String why, double seconds) {
    int after = (int) Math.clamp(Math.ceil(seconds), 1, MAX_RETRY_AFTER_SECONDS);
    return new Refused(
        Reason.LIMITED,
        "%s, its limit; send this again in %d seconds, or raise the limits of namespaces (collector/README.md)"
            .formatted(why, after),
        after);
  }

  /** Who sends is not let in. */
  static Refused denied(Denied denied) {
    return new Refused(
        switch (denied.kind()) {
          case UNAUTHENTICATED -> Reason.UNAUTHENTICATED;
          case FORBIDDEN -> Reason.FORBIDDEN;
          case LIMITED -> Reason.UNCHECKED;
        },
        denied.text(),
        denied.retryAfterSeconds());
  }

  /** Seconds after which the sender may try again, when it may at all. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  Reason reason() {
    return reason;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
