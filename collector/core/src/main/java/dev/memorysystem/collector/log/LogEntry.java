package dev.memorysystem.collector.log;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One acknowledged export request.
 *
 * <p>On disk: kind (1 byte), time of receipt (8 bytes, epoch milliseconds), payload.
 *
 * @param payload a serialized OTLP export request of that kind
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying megabytes would serve nobody
public record LogEntry(long offset, SignalKind kind, Instant receivedAt, byte[] payload) {
  private static final int HEADER = 1 + Long.BYTES;

  static byte[] encode(SignalKind kind, Instant receivedAt, byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .put(kind.number())
        .putLong(receivedAt.toEpochMilli())
        .put(payload)
        .array();
  }

  static LogEntry decode(long offset, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    SignalKind kind = SignalKind.of(buffer.get());
    Instant receivedAt = Instant.ofEpochMilli(buffer.getLong());
    byte[] payload = new byte[buffer.remaining()];
    buffer.get(payload);
    return new LogEntry(offset, kind, receivedAt, payload);
  }
}
