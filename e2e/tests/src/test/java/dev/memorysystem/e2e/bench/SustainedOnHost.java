package dev.memorysystem.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import dev.memorysystem.e2e.host.OpenTelemetryCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many containers at a report every 15 s one core keeps up with. A collector of its own core is
 * sent reports as fast as it answers, from containers whose analysis has half an hour behind it;
 * then the time is taken until nothing is left to analyse. The OpenTelemetry Collector gets the
 * same in turn: it stores with an fsync and forwards, and analyses nothing.
 */
@HostTest
final class SustainedOnHost {
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int CONTAINERS = Integer.getInteger("bench.containers", 1000);
  private static final int REPORTS_BEFORE = Integer.getInteger("bench.reports", 120);

  /** So many reports of a container are at hand for the measurement; then they begin again. */
  private static final int REPORTS_AFTER = 120;

  private static final int SENDERS = 24;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

  /** What the chart gives it: 60 % of 1 GiB. */
  private static final List<String> JVM =
      List.of("-Xmx614m", "--sun-misc-unsafe-memory-access=allow");

  @Test
  void containersOnOneCore() throws Exception {
    leaveTheCore();
    RecordedAgent agent = RecordedAgent.of(REPORTS_BEFORE + REPORTS_AFTER);
    Secured secured = Secured.create();
    Path before = analysedBefore(agent);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      ours.add(ours(agent, secured, before));
      theirs.add(theirs(agent));
    }
    Row.write(
        "sustained",
        Row.higher(
            "sustained on one core, embedded, everything on (TLS, tokens)",
            "containers at 15 s",
            1000,
            5000,
            Spread.of(ours),
            Map.of(
                "OpenTelemetry Collector 0.139.0, plain, queue on disk with fsync",
                Spread.of(theirs))));
  }

  /** This process keeps to the other cores. */
  private static void leaveTheCore() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores > 1) {
      new ProcessBuilder(
              "taskset", "-a", "-p", "-c", "1-" + (cores - 1), "" + ProcessHandle.current().pid())
          .redirectErrorStream(true)
          .start()
          .waitFor();
    }
  }

  private static List<ReplayedContainer> containers(RecordedAgent agent) {
    Instant start =
        Instant.now()
            .minus(ReplayedContainer.INTERVAL.multipliedBy(REPORTS_BEFORE))
            .minus(Duration.ofHours(1));
    return IntStream.range(0, CONTAINERS)
        .mapToObj(number -> new ReplayedContainer(agent, number, start))
        .toList();
  }

  /** A data directory in which all containers have been watched for a while. */
  private static Path analysedBefore(RecordedAgent agent) throws Exception {
    Path data = CollectorServer.temporaryFolder();
    try (CollectorServer server = CollectorServer.start(data, List.of(), JVM)) {
      List<ReplayedContainer> containers = containers(agent);
      Load load = new Load(containers, each -> new Post(server.otlpHttpPort()), false);
      load.send(CONTAINERS * REPORTS_BEFORE);
      drained(server);
    }
    return data;
  }

  private static double ours(RecordedAgent agent, Secured secured, Path before) throws Exception {
    Path data = copyOf(before);
    try (CollectorServer server = secured.start(data, ONE_CORE, JVM)) {
      List<ReplayedContainer> containers = containers(agent);
      containers.forEach(
          container -> IntStream.range(0, REPORTS_BEFORE).forEach(i -> container.next()));
      Load load =
          new Load(
              containers,
              each -> secured.pod(server, each.namespace(), each.pod(), each.uid()),
              true);
      load.send(WARM_UP);
      drained(server);
      double failures = server.metric("memory_system_fold_failures_total");
      long begin = System.nanoTime();
      int reports = load.send(MEASURED);
      drained(server);
      double sustained = containers(reports, System.nanoTime() - begin);
      if (server.metric("memory_system_fold_failures_total") > failures) {
        throw new AssertionError("some reports could not be analysed");
      }
      System.out.printf(
          "e2e: %.0f containers, %d refused, %.0f MB resident%n",
          sustained, load.refused(), server.residentBytes() / 1e6);
      return sustained;
    }
  }

  private static double theirs(RecordedAgent agent) throws Exception {
    try (OpenTelemetryCollector collector = OpenTelemetryCollector.storing(ONE_CORE)) {
      Load load = new Load(containers(agent), each -> new Post(collector.httpPort()), true);
      load.send(WARM_UP);
      collector.awaitForwarded(PATIENCE);
      long begin = System.nanoTime();
      int reports = load.send(MEASURED);
      collector.awaitForwarded(PATIENCE);
      double sustained = containers(reports, System.nanoTime() - begin);
      System.out.printf(
          "e2e: OpenTelemetry Collector %.0f containers, %d refused%n", sustained, load.refused());
      return sustained;
    }
  }

  private static double containers(int reports, long nanos) {
    return reports / (nanos / 1e9) * ReplayedContainer.INTERVAL.toSeconds();
  }

  private static void drained(CollectorServer server) {
    await("all is analysed")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> server.metric("memory_system_fold_lag_entries") == 0);
  }

  private static Path copyOf(Path data) throws IOException {
    Path copy = CollectorServer.temporaryFolder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(data.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  /** Sends reports of all containers in turn, as fast as they are answered. */
  private static final class Load {
    private final List<ReplayedContainer> containers;
    private final List<Post> posts;
    private final boolean withMetrics;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Load(
        List<ReplayedContainer> containers,
        Function<ReplayedContainer, Post> connection,
        boolean withMetrics) {
      this.containers = containers;
      this.posts = containers.stream().map(connection).toList();
      this.withMetrics = withMetrics;
    }

    int refused() {
      return refused.get();
    }

    int send(Duration time) throws Exception {
      long end = System.nanoTime() + time.toNanos();
      int before = next.get();
      run(number -> System.nanoTime() < end);
      return next.get() - before;
    }

    void send(int reports) throws Exception {
      run(number -> number < reports);
    }

    /** A container's reports are sent in order: it belongs to one sender. */
    private void run(java.util.function.IntPredicate goOn) throws Exception {
      try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
        List<Future<?>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
          int first = sender;
          running.add(
              senders.submit(
                  () -> {
                    while (true) {
                      for (int i = first; i < containers.size(); i += SENDERS) {
                        if (!goOn.test(next.get())) {
                          return;
                        }
                        next.getAndIncrement();
                        report(containers.get(i), posts.get(i));
                      }
                    }
                  }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      }
    }

    private void report(ReplayedContainer container, Post post) {
      try {
        untilTaken(post, "/v1/logs", container.logs());
        if (withMetrics) {
          untilTaken(post, "/v1/metrics", container.metrics());
        }
        container.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void untilTaken(Post post, String path, byte[] message) throws IOException {
      while (true) {
        int status = post.send(path, message);
        if (status == 200) {
          return;
        }
        if (status != 429 && status != 503) {
          throw new IOException("answered " + status);
        }
        refused.incrementAndGet();
        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
      }
    }
  }
}
