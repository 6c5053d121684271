package dev.memorysystem.collector.receive;

import com.google.rpc.Code;

/** Why a request was not taken, with a message for its sender that says what to do. */
final class Refused extends Exception {
  /** How the two protocols say it. Its lower-case name is a metric label. */
  enum Reason {
    MALFORMED(400, Code.INVALID_ARGUMENT),
    NOT_FOUND(404, Code.UNIMPLEMENTED),
    METHOD(405, Code.UNIMPLEMENTED),
    TOO_LARGE(413, Code.RESOURCE_EXHAUSTED),
    MEDIA_TYPE(415, Code.UNIMPLEMENTED),
    /** The sender should try again later. */
    OVERLOADED(429, Code.RESOURCE_EXHAUSTED),
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
      return this == OVERLOADED || this == UNAVAILABLE;
    }
  }

  /** Seconds after which a refused sender may try again. */
  static final int RETRY_AFTER_SECONDS = 5;

  private final Reason reason;

  Refused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
