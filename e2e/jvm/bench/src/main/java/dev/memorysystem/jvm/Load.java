package dev.memorysystem.jvm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at a steady rate, whatever the answers take: one order placed, three read. */
final class Load {
  /** Requests; more under way than these, and the service is over its capacity. */
  private static final int MAX_UNDER_WAY = 256;

  private final URI service;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  Load(URI service) {
    this.service = service;
  }

  /**
   * Loads the service.
   *
   * @param rate requests a second
   * @return requests answered
   */
  long run(double rate, double seconds) throws InterruptedException {
    long before = answered.get();
    Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    SplittableRandom random = new SplittableRandom(1);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      long requests = (long) (rate * seconds);
      for (long i = 0; i < requests; i++) {
        long due = start + (long) (i / rate * 1e9);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        underWay.acquire();
        HttpRequest request = request(random);
        threads.submit(
            () -> {
              try {
                send(client, request);
              } finally {
                underWay.release();
              }
            });
      }
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " requests failed");
    }
    return answered.get() - before;
  }

  private void send(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      (response.statusCode() < 500 ? answered : failed).incrementAndGet();
    } catch (IOException | InterruptedException broken) {
      failed.incrementAndGet();
    }
  }

  private HttpRequest request(SplittableRandom random) {
    if (random.nextInt(4) > 0) {
      return HttpRequest.newBuilder(service.resolve("/orders/" + random.nextInt(5_000))).build();
    }
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < 1 + random.nextInt(8); line++) {
      lines
          .append(line == 0 ? "" : ",")
          .append("{\"product\":\"product-%d\",\"quantity\":1}".formatted(random.nextInt(1_000)));
    }
    return HttpRequest.newBuilder(service.resolve("/orders"))
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"customer\":\"customer-%d\",\"lines\":[%s]}"
                    .formatted(random.nextInt(10_000), lines)))
        .build();
  }
}
