package dev.memorysystem.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.log.LogObserver;
import dev.memorysystem.collector.log.RocksDbSignalLog;
import dev.memorysystem.collector.log.SignalKind;
import dev.memorysystem.collector.log.SignalLog;
import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The packaged collector comes back to a million requests that were acknowledged: first none of
 * them is analysed, then all are.
 */
@HostTest
final class RestartOnHost {
  private static final int REQUESTS = 1_000_000;
  private static final int PROCESSES = 1_000;
  private static final int RUNS = 3;

  /** Appended together, so that the log has work and the heap has room. */
  private static final int AT_ONCE = 10_000;

  private static final Instant FIRST =
      Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MINUTES);

  @Test
  void itTakesSignalsAtOnce() throws Exception {
    Path data = CollectorServer.temporaryFolder();
    fill(data);
    List<Double> unanalysed = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      unanalysed.add(ready(data, run == RUNS - 1));
    }
    List<Double> analysed = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      analysed.add(ready(data, false));
    }
    Row.write(
        "restart",
        row("restart with 1,000,000 requests not analysed: until ready", unanalysed),
        row("restart with 1,000,000 requests analysed: until ready", analysed));
  }

  private static Row row(String what, List<Double> seconds) {
    return Row.lower(what, "s", 10, 5, Spread.of(seconds), Map.of());
  }

  private static void fill(Path data) throws Exception {
    List<Resource> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(Otlp.process("w-" + i, "w-%d-1".formatted(i)));
    }
    try (SignalLog log = new RocksDbSignalLog(data.resolve("log"), LogObserver.NONE)) {
      for (int from = 0; from < REQUESTS; from += AT_ONCE) {
        List<CompletableFuture<Long>> appends = new ArrayList<>();
        for (int number = from; number < from + AT_ONCE; number++) {
          Instant at = FIRST.plus(Duration.ofMinutes(number / PROCESSES));
          Resource process = processes.get(number % PROCESSES);
          appends.add(log.append(SignalKind.LOGS, at, Otlp.heapUsed(process, at, number)));
        }
        for (CompletableFuture<Long> append : appends) {
          append.get();
        }
      }
      assertThat(log.endOffset()).isEqualTo(REQUESTS);
    }
  }

  /** Starts it, has it take a request, and kills it. */
  private static double ready(Path data, boolean analyse) throws Exception {
    long start = System.nanoTime();
    try (CollectorServer server = CollectorServer.start(data, List.of(), List.of())) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double left = server.metric("memory_system_fold_lag_entries");
      try (Post post = new Post(server.otlpHttpPort())) {
        Resource late = Otlp.process("late", "late-1");
        assertThat(post.send("/v1/logs", Otlp.heapUsed(late, Instant.now(), 1))).isEqualTo(200);
      }
      System.out.printf("e2e: ready after %.1f s with %.0f requests to analyse%n", seconds, left);
      if (analyse) {
        await("all is analysed")
            .atMost(Duration.ofMinutes(30))
            .until(() -> server.metric("memory_system_fold_lag_entries") == 0);
        System.out.printf(
            "e2e: all analysed %.0f s after the start, %d MiB resident%n",
            (System.nanoTime() - start) / 1e9, server.residentBytes() >> 20);
      }
      server.kill();
      return seconds;
    }
  }
}
