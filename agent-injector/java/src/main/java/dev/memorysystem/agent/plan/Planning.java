package dev.memorysystem.agent.plan;

import dev.memorysystem.agent.DaemonThread;
import dev.memorysystem.agent.export.Backoff;
import dev.memorysystem.agent.export.Destination;
import dev.memorysystem.agent.export.Fetch;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks the collector what to look at, again and again, on a thread of its own: a long poll that is
 * answered when there is another plan. A collector that does not know the question is asked hourly;
 * one that is away, or answers what is no plan, with growing waits, and all goes on as before.
 */
public final class Planning {
  static final String THREAD = "memory-system-plan";

  /** Seconds the collector may hold the question. */
  private static final int WAIT = 60;

  /** Seconds between two questions, however soon they are answered. */
  private static final double CLOSEST = 5;

  /** Milliseconds. */
  private static final long FIRST_BACKOFF = 5_000;

  private static final long LONGEST_BACKOFF = 300_000;
  private static final long HOUR = 3_600_000;

  private final Fetch fetch;
  private final String path;
  private final long closestMillis;
  private final SplittableRandom random;
  private final Backoff backoff;
  private final Thread thread;
  private volatile Plan plan = Plan.DEFAULT;
  private volatile boolean stopping;
  private boolean started;

  /**
   * @param namespace of the pod; empty outside Kubernetes
   * @param instance service.instance.id of this process
   * @param intervalSeconds between two reports
   */
  public Planning(
      Destination destination, String namespace, String instance, double intervalSeconds) {
    this.fetch = new Fetch(destination, (int) TimeUnit.SECONDS.toMillis(WAIT));
    this.path = "/v1/plan?process=" + encoded(instance) + "&namespace=" + encoded(namespace);
    this.closestMillis = (long) (1_000 * Math.min(CLOSEST, intervalSeconds));
    this.random = new SplittableRandom();
    this.backoff =
        new Backoff(random::nextDouble, Math.min(FIRST_BACKOFF, closestMillis), LONGEST_BACKOFF);
    this.thread = DaemonThread.of(THREAD, this::run);
  }

  /** Begins to ask, once. */
  public void start() {
    if (!started) {
      thread.start();
    }
    started = true;
  }

  /** The newest plan. */
  public Plan plan() {
    return plan;
  }

  /** To be called at every report: frees a thread that hangs in a write. */
  public void watch() {
    fetch.closeIfOverdue();
  }

  public void stop() {
    stopping = true;
    fetch.stop();
    thread.interrupt();
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with Java 19
  public long threadId() {
    return thread.getId();
  }

  @SuppressWarnings("CatchingUnchecked") // an application out of memory is a reason to wait
  private void run() {
    boolean failed = false;
    while (!stopping) {
      try {
        if (failed) {
          failed = false;
          lull();
        }
        long began = System.nanoTime();
        long pause = ask();
        long asking = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Thread.sleep(Math.max(pause, closestMillis - asking));
      } catch (InterruptedException ignored) {
        // by stop(), or by the application, who cannot mean this thread: then it goes on
      } catch (Throwable ofThisJvm) {
        failed = true;
      }
    }
  }

  /** Needs neither memory nor a class that a full heap may have broken while it was loaded. */
  private synchronized void lull() throws InterruptedException {
    wait(FIRST_BACKOFF);
  }

  /** Returns the milliseconds until the next question, 0 for none. */
  private long ask() {
    try {
      Fetch.Reply answer = fetch.get(path, plan.etag(), WAIT);
      long asked = TimeUnit.SECONDS.toMillis(answer.retryAfterSeconds());
      switch (answer.status()) {
        case 200:
          plan = Plan.read(answer.etag(), answer.body());
          backoff.afterSuccess();
          return 0;
        case 304:
          backoff.afterSuccess();
          return Math.min(asked, LONGEST_BACKOFF);
        case 404:
          plan = Plan.DEFAULT;
          backoff.afterSuccess();
          return HOUR / 2 + random.nextLong(HOUR);
        default:
          return backoff.afterFailure(asked);
      }
    } catch (IOException broken) {
      return backoff.afterFailure(0);
    }
  }

  private static String encoded(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
