package dev.memorysystem.collector.receive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request within the limits. What is over them is read and thrown away, so
 * that the sender gets to read why; a sender who goes on and on is cut off.
 */
final class BodyReader {
  /** Bytes thrown away before the connection is closed. */
  private static final long PATIENCE = 64L << 20;

  /** The same of senders who may not send: more than a batch of our agents has. */
  private static final long PATIENCE_WITH_STRANGERS = 1L << 20;

  private final HttpServerRequest request;
  private final long max;
  private final MemoryLimiter.Reservation reservation;
  private final Promise<byte[]> done = Promise.promise();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Refused refused;
  private long discarded;

  private BodyReader(HttpServerRequest request, long max, MemoryLimiter.Reservation reservation) {
    this.request = request;
    this.max = max;
    this.reservation = reservation;
  }

  /**
   * @param max bytes
   * @param reservation charged as the body arrives; closed by the caller, after the answer
   * @return the body; fails with {@link Refused}
   */
  static Future<byte[]> read(
      HttpServerRequest request, long max, MemoryLimiter.Reservation reservation) {
    BodyReader reader = new BodyReader(request, max, reservation);
    request.exceptionHandler(
        e ->
            reader.done.tryFail(
                new Refused(Refused.Reason.INTERRUPTED, "the request ended before its body did")));
    request.handler(reader::take);
    request.endHandler(end -> reader.finish());
    return reader.done.future();
  }

  /** Reads and forgets a body nobody wants, then fails with the refusal. */
  static Future<byte[]> refuse(HttpServerRequest request, Refused refused, MemoryLimiter limiter) {
    try (MemoryLimiter.Reservation none = limiter.open()) {
      BodyReader reader = new BodyReader(request, 0, none);
      reader.refused = refused;
      request.exceptionHandler(e -> reader.done.tryFail(refused));
      request.handler(reader::take);
      request.endHandler(end -> reader.finish());
      return reader.done.future();
    }
  }

  private void take(Buffer chunk) {
    if (refused == null) {
      try {
        if (body.size() + (long) chunk.length() > max) {
          throw new Refused(
              Refused.Reason.TOO_LARGE,
              "the request is larger than %d bytes; send smaller batches or compress them"
                  .formatted(max));
        }
        reservation.add(chunk.length());
        body.writeBytes(chunk.getBytes());
        return;
      } catch (Refused e) {
        refused = e;
        body.reset();
      }
    }
    discarded += chunk.length();
    if (discarded > patience(refused.reason())) {
      done.tryFail(refused);
      request.connection().close();
    }
  }

  private static long patience(Refused.Reason reason) {
    return switch (reason) {
      case UNAUTHENTICATED, FORBIDDEN, UNCHECKED -> PATIENCE_WITH_STRANGERS;
      default -> PATIENCE;
    };
  }

  private void finish() {
    if (refused == null) {
      done.tryComplete(body.toByteArray());
    } else {
      done.tryFail(refused);
    }
  }
}
