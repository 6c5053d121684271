package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.log.LogEntry;
import dev.memorysystem.collector.log.SignalKind;
import dev.memorysystem.collector.log.SignalLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A log in memory whose disk is as slow, or as broken, as a test wants it. */
final class HeldLog implements SignalLog {
  final List<LogEntry> entries = new ArrayList<>();
  final BlockingQueue<CompletableFuture<Long>> held = new LinkedBlockingQueue<>();
  volatile boolean hold;
  volatile boolean broken;

  /** The next append that is held back. */
  CompletableFuture<Long> nextHeld() throws InterruptedException {
    CompletableFuture<Long> next = held.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was appended");
    }
    return next;
  }

  @Override
  public synchronized CompletableFuture<Long> append(
      SignalKind kind, Instant receivedAt, byte[] payload) {
    if (broken) {
      return CompletableFuture.failedFuture(new IOException("No space left on device"));
    }
    entries.add(new LogEntry(entries.size(), kind, receivedAt, payload));
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (hold) {
      held.add(done);
    } else {
      done.complete((long) entries.size() - 1);
    }
    return done;
  }

  @Override
  public synchronized List<LogEntry> read(long from, int maxEntries, long maxBytes, Duration wait) {
    return List.copyOf(entries.subList((int) from, entries.size()));
  }

  @Override
  public long firstOffset() {
    return 0;
  }

  @Override
  public synchronized long endOffset() {
    return entries.size();
  }

  @Override
  public void truncateBefore(long offset) {}

  @Override
  public void close() {}
}
