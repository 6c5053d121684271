package dev.memorysystem.collector.log;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An append-only log with consecutive offsets. An append whose future has completed survives the
 * end of the process at any instant; one whose future has not may or may not. Safe for many
 * appending threads and one reading thread.
 */
public interface SignalLog extends AutoCloseable {

  /**
   * Adds an entry.
   *
   * @param payload a serialized OTLP export request; not copied, not to be changed afterwards
   * @return completes with the entry's offset once it is on stable storage; exceptionally with an
   *     {@link IOException} when it could not be written or the log is closed
   */
  CompletableFuture<Long> append(SignalKind kind, Instant receivedAt, byte[] payload);

  /**
   * Entries from an offset on, in order; waits for the first one up to {@code wait}.
   *
   * @param from offset of the first entry wanted; when that one is truncated, the first kept one
   * @param maxEntries most entries returned
   * @param maxBytes stop after the entry that reaches this many bytes of payload
   * @return empty when none came in time
   */
  List<LogEntry> read(long from, int maxEntries, long maxBytes, Duration wait)
      throws IOException, InterruptedException;

  /** Offset of the oldest entry kept; {@link #endOffset()} when there is none. */
  long firstOffset() throws IOException;

  /** Offset the next durable entry will have. Never goes back, also over restarts. */
  long endOffset();

  /** Forgets every entry below an offset. */
  void truncateBefore(long offset) throws IOException;

  /** Finishes what was appended, then closes. */
  @Override
  void close();
}
