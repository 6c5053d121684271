package dev.memorysystem.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;

/**
 * From an agent's send to the event in the API's stream, at a thousand signals a second, each in a
 * request of its own: nothing is gained by batches.
 */
@HostTest
final class LatencyOnHost {
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int RATE = 1000;
  private static final int PROCESSES = 1000;
  private static final int SENDERS = 32;

  /** 50 requests a second from each: a quarter of what a namespace may send. */
  private static final int PER_NAMESPACE = 50;

  private static final int WARM_UP = 15 * RATE;
  private static final int MEASURED = 20 * RATE;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void sentToReadable() throws Exception {
    Secured secured = Secured.create();
    List<Double> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      try (CollectorServer server =
          secured.start(CollectorServer.temporaryFolder(), List.of(), List.of())) {
        runs.add(percentile(secured, server));
      }
    }
    Row.write(
        "latency",
        Row.lower(
            "agent send to readable in the API, p99 at 1,000 signals/s (embedded)",
            "ms",
            100,
            30,
            Spread.of(runs),
            Map.of()));
  }

  /** 99th percentile, milliseconds. */
  private static double percentile(Secured secured, CollectorServer server) throws Exception {
    int total = WARM_UP + MEASURED;
    AtomicLongArray sentAt = new AtomicLongArray(total);
    AtomicLongArray readAt = new AtomicLongArray(total);
    try (Stream stream = new Stream(secured, server.apiTlsPort(), readAt)) {
      List<Post> processes =
          IntStream.range(0, PROCESSES).mapToObj(i -> post(secured, server, i)).toList();
      send(processes, 0, WARM_UP, sentAt);
      send(processes, WARM_UP, total, sentAt);
      await("all is readable").atMost(Duration.ofMinutes(1)).until(() -> unread(readAt) == 0);
    }
    List<Double> millis = new ArrayList<>();
    for (int i = WARM_UP; i < total; i++) {
      millis.add((readAt.get(i) - sentAt.get(i)) / 1e6);
    }
    double seconds = (sentAt.get(total - 1) - sentAt.get(WARM_UP)) / 1e9;
    System.out.printf(
        "e2e: %.0f signals/s, p50 %.1f ms, p99 %.1f ms%n",
        MEASURED / seconds, Spread.quantile(millis, 0.5), Spread.quantile(millis, 0.99));
    return Spread.quantile(millis, 0.99);
  }

  /** Signals of these numbers, one every 1/{@link #RATE} s whether or not others are answered. */
  private static void send(List<Post> processes, int from, int to, AtomicLongArray sentAt)
      throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    long begin = System.nanoTime();
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> sending = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        sending.add(
            senders.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                    parkUntil(begin + (i - from) * TimeUnit.SECONDS.toNanos(1) / RATE);
                    sentAt.set(i, System.nanoTime());
                    send(processes.get(i % PROCESSES), i);
                  }
                }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
    }
  }

  private static Post post(Secured secured, CollectorServer server, int process) {
    return secured.pod(server, namespace(process), Otlp.pod(workload(process)), uid(process));
  }

  /** A process has its own connection, and one report at a time. */
  private static void send(Post post, int number) {
    int of = number % PROCESSES;
    Resource process = Otlp.process(namespace(of), workload(of), uid(of));
    synchronized (post) {
      try {
        int status = post.send("/v1/logs", Otlp.heapUsed(process, Instant.now(), 1 + number));
        if (status != 200) {
          throw new IOException("answered " + status);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String namespace(int process) {
    return "latency-" + process / PER_NAMESPACE;
  }

  private static String workload(int process) {
    return "service-" + process;
  }

  private static String uid(int process) {
    return workload(process) + "-1";
  }

  private static void parkUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long unread(AtomicLongArray readAt) {
    long unread = 0;
    for (int i = WARM_UP; i < readAt.length(); i++) {
      unread += readAt.get(i) == 0 ? 1 : 0;
    }
    return unread;
  }

  /** Reads {@code process} events and notes when each number came. */
  private static final class Stream implements AutoCloseable {
    private final HttpsURLConnection connection;
    private final Thread reader;

    Stream(Secured secured, int port, AtomicLongArray readAt) throws IOException {
      connection =
          (HttpsURLConnection)
              URI.create("https://127.0.0.1:" + port + "/api/v1/stream").toURL().openConnection();
      connection.setSSLSocketFactory(secured.trust().getSocketFactory());
      connection.setHostnameVerifier((host, session) -> true);
      connection.setRequestProperty("Authorization", "Bearer " + secured.reader());
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      reader = Thread.ofPlatform().daemon().name("stream").start(() -> read(lines, readAt));
    }

    private static void read(BufferedReader lines, AtomicLongArray readAt) {
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data:") && line.contains("\"heapUsed\"")) {
            long now = System.nanoTime();
            JsonNode process = JSON.readTree(line.substring("data:".length()));
            int number = process.path("memory").path("heapUsed").asInt() - 1;
            readAt.compareAndSet(number, 0, now);
          }
        }
      } catch (IOException closed) {
        // the end of the measurement
      }
    }

    @Override
    public void close() throws InterruptedException {
      connection.disconnect();
      reader.join(Duration.ofSeconds(5));
    }
  }
}
