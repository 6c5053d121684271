package org.pacedload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The life of a service in the corpus, from process start until its memory is exhausted (an
 * OutOfMemoryError, {@link Overhead}, or a limit) or its time is up; the last line on the standard
 * output says which, and the exit code is 0.
 *
 * <p>System properties: {@code run.minutes} (15), and for what no JVM flag bounds, as a container
 * would: {@code limit.rss} (MiB), {@code limit.threads}.
 */
public final class Life {
  private static final Instant BEGIN =
      ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  private static final double MINUTES = Double.parseDouble(System.getProperty("run.minutes", "15"));

  /** 0 where there is none. */
  private static final long LIMIT_RSS_KB = Long.getLong("limit.rss", 0) << 10;

  private static final int LIMIT_THREADS = Integer.getInteger("limit.threads", 0);
  private static final double UP_BEFORE = Duration.between(BEGIN, Instant.now()).toNanos() / 1e9;
  private static final long UP_SINCE = System.nanoTime();

  /** Nanoseconds since {@link #UP_SINCE}; 0 until then. Set without allocating anything. */
  private static final AtomicLong EXHAUSTED = new AtomicLong();

  private static final AtomicReference<Throwable> BROKEN = new AtomicReference<>();

  /** Tries to end in good order, 100 ms apart, before the process is simply ended. Chosen. */
  private static final int LAST_ATTEMPTS = 50;

  /** Given up so that the last line can be said when memory is exhausted. */
  private static byte[][] reserve = new byte[16][32 << 10];

  private Life() {}

  /** Seconds since process start. */
  public static double seconds() {
    return UP_BEFORE + (System.nanoTime() - UP_SINCE) / 1e9;
  }

  /** Seconds a life lasts unless memory is exhausted before. */
  public static double length() {
    return MINUTES * 60;
  }

  static boolean over() {
    return EXHAUSTED.get() != 0 || BROKEN.get() != null || seconds() >= length();
  }

  /** Takes what a thread of the service died of. */
  static void ended(Throwable by) {
    for (Throwable cause = by; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        EXHAUSTED.compareAndSet(0, Math.max(1, System.nanoTime() - UP_SINCE));
        return;
      }
    }
    BROKEN.compareAndSet(null, by);
  }

  /** Waits for the end, says which it is, and exits. */
  static void await(Pace pace) throws InterruptedException {
    last(0, 1); // loads what it needs while there is room for classes
    Overhead overhead = new Overhead();
    while (!over()) {
      Thread.sleep(200);
      try {
        if (LIMIT_RSS_KB > 0 && rssKb() > LIMIT_RSS_KB
            || LIMIT_THREADS > 0 && Thread.activeCount() > LIMIT_THREADS
            || overhead.exceeded()) {
          EXHAUSTED.compareAndSet(0, Math.max(1, System.nanoTime() - UP_SINCE));
        }
      } catch (OutOfMemoryError e) {
        ended(e);
      }
    }
    reserve = null;
    for (int attempt = 0; attempt < LAST_ATTEMPTS; attempt++) {
      try {
        say(pace.begun());
        System.exit(BROKEN.get() == null ? 0 : 1);
      } catch (OutOfMemoryError e) {
        Thread.sleep(100);
      }
    }
    Runtime.getRuntime().halt(1);
  }

  private static void say(long requests) {
    Throwable broken = BROKEN.get();
    if (broken != null) {
      broken.printStackTrace();
    } else {
      System.out.println(last(requests, EXHAUSTED.get()));
      System.out.flush();
    }
  }

  /**
   * Without string concatenation by invokedynamic, which defines a class: metaspace may be full.
   */
  private static String last(long requests, long exhausted) {
    StringBuilder text = new StringBuilder("SERVED requests=").append(requests).append('\n');
    return exhausted == 0
        ? text.append("ENDED").toString()
        : text.append("EXHAUSTED seconds=").append(UP_BEFORE + exhausted / 1e9).toString();
  }

  private static long rssKb() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new IllegalStateException("limit.rss needs /proc/self/status", e);
    }
  }
}
