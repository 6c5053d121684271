package shop.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import shop.web.Settings;

/**
 * Simulated users who send requests to the service over loopback HTTP, at a steady rate: an open
 * loop, in which a slow answer does not lower the number of requests that are due.
 */
public final class LoadGenerator {
  private static final int USERS = 4;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final URI service;
  private final Function<SplittableRandom, Request> requests;
  private final int ratePerSecond;
  private final long limit;
  private final AtomicLong due = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param requests makes the next request from a random source
   * @param ratePerSecond requests a second over all users; 0 sends as fast as answers come
   * @param limit requests to send in all; 0 for no end
   */
  public LoadGenerator(
      int port, Function<SplittableRandom, Request> requests, int ratePerSecond, long limit) {
    this.service = URI.create("http://127.0.0.1:" + port);
    this.requests = requests;
    this.ratePerSecond = ratePerSecond;
    this.limit = limit;
  }

  /**
   * The load asked for by the environment: {@code LOAD_RATE} requests a second (default {@code
   * ratePerSecond}, 0 as fast as possible) and {@code LOAD_REQUESTS} in all (default 0, no end).
   */
  public static LoadGenerator fromEnvironment(
      int port, Function<SplittableRandom, Request> requests, int ratePerSecond) {
    return new LoadGenerator(
        port,
        requests,
        Settings.number("LOAD_RATE", ratePerSecond),
        Settings.number("LOAD_REQUESTS", 0));
  }

  /**
   * Starts the users on daemon threads.
   *
   * @param finished run once a limited load has been sent and every request answered or failed
   */
  public void start(Runnable finished) {
    long startNanos = System.nanoTime();
    AtomicInteger busy = new AtomicInteger(USERS);
    for (int user = 0; user < USERS; user++) {
      SplittableRandom random = new SplittableRandom(user);
      Thread thread =
          new Thread(
              () -> {
                send(random, startNanos);
                if (busy.decrementAndGet() == 0) {
                  finished.run();
                }
              },
              "load-user-" + user);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void send(SplittableRandom random, long startNanos) {
    for (long turn = due.getAndIncrement();
        limit == 0 || turn < limit;
        turn = due.getAndIncrement()) {
      if (ratePerSecond > 0) {
        awaitNanoTime(startNanos + turn * 1_000_000_000L / ratePerSecond);
      }
      send(requests.apply(random));
    }
  }

  private static void awaitNanoTime(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(Request request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(service.resolve(request.path())).timeout(ANSWER_TIMEOUT);
    if (!request.body().isEmpty()) {
      http.POST(BodyPublishers.ofString(request.body()));
    }
    try {
      client.send(http.build(), BodyHandlers.ofString());
      answered.incrementAndGet();
    } catch (IOException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For the log: what was asked for. */
  public String plan() {
    return (ratePerSecond > 0 ? ratePerSecond + " requests/s" : "full speed")
        + (limit > 0 ? ", " + limit + " requests" : "");
  }

  /** For the log: what happened so far. */
  public String progress() {
    return answered.get() + " answered, " + failed.get() + " failed";
  }
}
