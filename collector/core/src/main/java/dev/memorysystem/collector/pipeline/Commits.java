package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.analysis.Analysis;
import dev.memorysystem.collector.api.Board;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.collector.store.DamagedException;
import dev.memorysystem.collector.store.SeriesStore;
import dev.memorysystem.collector.store.StateStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores what was folded, one batch at a time on a thread of its own, so that folding and telling
 * readers never wait for a disk. What cannot be stored is tried again until it can.
 */
final class Commits implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Commits.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Folded entries after which the log is truncated: truncating costs a sync of its own. */
  private static final int TRUNCATE_EVERY = 1024;

  private final SignalLog log;
  private final StateStore states;
  private final SeriesStore series;
  private final Board board;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final Runnable onCommit;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("commit").factory());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Future<?> running;
  private volatile String trouble = "";
  private volatile long committed;
  private long truncated;

  /**
   * @param committed offset up to which the stores are true
   * @param onCommit called after each commit, on the committing thread
   */
  Commits(
      SignalLog log,
      StateStore states,
      SeriesStore series,
      Board board,
      PipelineMetrics metrics,
      Clock clock,
      long committed,
      Runnable onCommit)
      throws IOException {
    this.log = log;
    this.states = states;
    this.series = series;
    this.board = board;
    this.metrics = metrics;
    this.clock = clock;
    this.onCommit = onCommit;
    this.committed = committed;
    this.truncated = log.firstOffset();
  }

  /** Offset of the first log entry that is not committed. */
  long committed() {
    return committed;
  }

  /** What keeps it from storing; empty when nothing does. */
  Optional<String> trouble() {
    String now = trouble;
    return now.isEmpty() ? Optional.empty() : Optional.of(now);
  }

  /**
   * Begins to store a batch. Called when {@link #isIdle()}, as everything below by one thread.
   *
   * @param entries of the log that are in it
   * @param next offset of the entry after them
   */
  void begin(Batch batch, Analysis.Changed changed, int entries, long next) {
    running =
        thread.submit(
            () -> {
              store(batch, changed, entries, next);
              return null;
            });
  }

  /**
   * Whether the batch begun last is stored.
   *
   * @throws IOException when it never can be
   */
  boolean isIdle() throws IOException, InterruptedException {
    if (running != null && running.isDone()) {
      await();
    }
    return running == null;
  }

  /** Waits until the batch begun last is stored. */
  void await() throws IOException, InterruptedException {
    if (running == null) {
      return;
    }
    try {
      running.get();
      running = null;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case InterruptedException cause -> throw cause;
        case null, default -> throw new IOException("a commit failed", e.getCause());
      }
    }
  }

  /** Forgets of the log what is committed. */
  void truncate() {
    long upTo = committed;
    if (upTo > truncated) {
      try {
        log.truncateBefore(upTo);
        truncated = upTo;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the signal log keeps what is folded; trying again later", e);
      }
    }
  }

  private void store(Batch batch, Analysis.Changed changed, int entries, long next)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    var commit = batch.commit(clock.instant(), next, changed.texts());
    stored(() -> series.append(batch.points()));
    stored(() -> states.commit(commit));
    metrics.committed(entries, Duration.ofNanos(System.nanoTime() - start));
    batch.decided().forEach(board::publish);
    committed = next;
    onCommit.run();
    if (next - truncated >= TRUNCATE_EVERY) {
      truncate();
    }
  }

  private interface Storing {
    void run() throws IOException;
  }

  private void stored(Storing storing) throws IOException, InterruptedException {
    while (true) {
      try {
        storing.run();
        if (!trouble.isEmpty()) {
          LOG.log(Level.INFO, "what is folded can be stored again");
          trouble = "";
        }
        return;
      } catch (DamagedException e) {
        throw e;
      } catch (IOException e) {
        if (trouble.isEmpty()) {
          LOG.log(
              Level.ERROR,
              "what is folded cannot be stored: it waits in the signal log, and is tried again"
                  + " every %d s".formatted(RETRY.toSeconds()),
              e);
        }
        trouble = "findings cannot be stored: " + e.getMessage();
        metrics.failed();
        if (stopping.await(RETRY.toSeconds(), TimeUnit.SECONDS)) {
          throw new InterruptedException("stopping with a batch that cannot be stored");
        }
      }
    }
  }

  /** Tries no more what cannot be stored: it stays in the log. */
  void giveUp() {
    stopping.countDown();
  }

  @Override
  public void close() {
    giveUp();
    thread.shutdown();
  }
}
