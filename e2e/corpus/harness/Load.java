package org.pacedload;

import java.util.concurrent.ThreadFactory;

/** Load on a service: request threads, paced by time. */
public final class Load {
  private Load() {}

  /** {@link #run(Rate, int, Work)} at a steady rate. */
  public static void run(double perSecond, int threads, Work work) throws InterruptedException {
    run(Rate.steady(perSecond), threads, work);
  }

  /**
   * Runs requests until memory is exhausted or the time is up, says so on the standard output
   * ({@code SERVED requests=…}, then {@code EXHAUSTED seconds=…} or {@code ENDED}), and exits with
   * code 0; with 1 and a stack trace when a request fails for any other reason.
   */
  public static void run(Rate rate, int threads, Work work) throws InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler((thread, by) -> Life.ended(by));
    Pace pace = new Pace(rate);
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> serve(pace, work), "request-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    Life.await(pace);
  }

  private static void serve(Pace pace, Work work) {
    try {
      while (!Life.over()) {
        work.handle(pace.await());
      }
    } catch (Throwable by) {
      Life.ended(by);
    }
  }

  /** For the service's own executors: what ends a task ends the service. */
  public static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable by) {
        Life.ended(by);
      }
    };
  }

  /** Daemon threads with a name. */
  public static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
