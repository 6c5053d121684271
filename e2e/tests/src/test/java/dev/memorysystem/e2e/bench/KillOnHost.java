package dev.memorysystem.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the packaged collector under load, twenty times. Every request says its number, in a
 * minute of its own, so that afterwards each is found once, more than once, or not at all.
 */
@HostTest
final class KillOnHost {
  private static final int KILLS = 20;
  private static final int SENDERS = 8;
  private static final int PER_WORKLOAD = 1000;
  private static final Instant FIRST =
      Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MINUTES);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger sent = new AtomicInteger();
  private final BitSet acknowledged = new BitSet();

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    Path data = CollectorServer.temporaryFolder();
    List<Integer> lastOfRound = new ArrayList<>();
    for (int round = 0; round < KILLS; round++) {
      try (CollectorServer server = CollectorServer.start(data, List.of(), List.of());
          ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
        int before = acknowledged();
        for (int sender = 0; sender < SENDERS; sender++) {
          senders.submit(() -> sendUntilItFails(new Post(server.otlpHttpPort())));
        }
        int enough = before + ThreadLocalRandom.current().nextInt(100, 1500);
        await("requests are acknowledged")
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> acknowledged() >= enough);
        server.kill();
      }
      lastOfRound.add(sent.get());
    }
    try (CollectorServer server = CollectorServer.start(data, List.of(), List.of())) {
      await("all is analysed")
          .atMost(Duration.ofMinutes(2))
          .until(() -> server.metric("memory_system_fold_lag_entries") == 0);
      int stored = (int) server.metric("memory_system_log_end_offset");
      int[] found = found(server);
      int once = count(found, times -> times == 1);
      System.out.printf(
          "e2e: %d kills: %d sent, %d acknowledged, %d stored, %d found once, %d more than once%n",
          KILLS, sent.get(), acknowledged(), stored, once, count(found, times -> times > 1));
      assertThat(count(found, times -> times > 1)).as("found more than once").isZero();
      assertThat(once).as("found, of those stored").isEqualTo(stored);
      assertThat(JSON.readTree(server.get("/api/v1/assessments")).size())
          .as("workloads assessed")
          .isEqualTo(workloads());
      Row.write(
          "kill",
          Row.lower(
              "lost of acknowledged, %d kill -9 under load".formatted(KILLS),
              "requests",
              0,
              0,
              Spread.of(lost(found, lastOfRound)),
              Map.of()));
    }
  }

  /** Acknowledged and not found, by round. */
  private List<Double> lost(int[] found, List<Integer> lastOfRound) {
    List<Double> lost = new ArrayList<>();
    int from = 0;
    for (int to : lastOfRound) {
      double missing = 0;
      for (int number = from; number < to; number++) {
        missing += acknowledged.get(number) && found[number] == 0 ? 1 : 0;
      }
      lost.add(missing);
      from = to;
    }
    return lost;
  }

  private int[] found(CollectorServer server) throws IOException {
    int[] found = new int[workloads() * PER_WORKLOAD];
    for (int workload = 0; workload < workloads(); workload++) {
      JsonNode series =
          JSON.readTree(
              server.get(
                  "/api/v1/series?namespace=%s&container=%s&kind=Deployment&name=w-%d&metric=memory.heap.used&from=%s"
                      .formatted(Otlp.NAMESPACE, Otlp.CONTAINER, workload, FIRST)));
      for (JsonNode minute :
          series.findValues("minutes").stream().flatMap(JsonNode::valueStream).toList()) {
        boolean one = minute.path("min").asInt() == minute.path("max").asInt();
        found[minute.path("last").asInt()] += one ? 1 : 2;
      }
    }
    return found;
  }

  private int workloads() {
    return (sent.get() + PER_WORKLOAD - 1) / PER_WORKLOAD;
  }

  private static int count(int[] found, java.util.function.IntPredicate wanted) {
    return (int) java.util.Arrays.stream(found).filter(wanted).count();
  }

  private int acknowledged() {
    synchronized (acknowledged) {
      return acknowledged.cardinality();
    }
  }

  private Void sendUntilItFails(Post post) throws IOException {
    while (true) {
      int number = sent.getAndIncrement();
      String workload = "w-" + number / PER_WORKLOAD;
      int status =
          post.send(
              "/v1/logs",
              Otlp.heapUsed(
                  Otlp.process(workload, workload + "-1"),
                  FIRST.plus(Duration.ofMinutes(number % PER_WORKLOAD)),
                  number));
      if (status != 200) {
        throw new IOException("answered " + status);
      }
      synchronized (acknowledged) {
        acknowledged.set(number);
      }
    }
  }
}
