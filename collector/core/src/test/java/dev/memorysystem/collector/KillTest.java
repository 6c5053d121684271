package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Series;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of answering, again and again: what was answered is there, once. */
class KillTest {
  private static final int KILLS = 4;
  private static final int SENDERS = 4;
  private static final int ENOUGH = 200;
  private static final Instant FIRST = Instant.now().minus(Duration.ofHours(20));

  @TempDir Path data;
  @TempDir Path logs;

  private final AtomicInteger sent = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

  /**
   * Each request says its number, in a minute of its own, so that each can be found and counted.
   */
  @Test
  void whatWasAcknowledgedIsFoldedOnceAfterEveryKillMinusNine() throws Exception {
    for (int round = 0; round < KILLS; round++) {
      CountDownLatch enough = new CountDownLatch(ENOUGH);
      try (ChildCollector child = ChildCollector.start(logs.resolve("err"), List.of(), data);
          ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
        for (int sender = 0; sender < SENDERS; sender++) {
          senders.submit(() -> sendUntilItFails(child, enough));
        }
        assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(child.kill()).isEqualTo(128 + 9);
      }
    }
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      assertThat(collector.settle(Duration.ofSeconds(60))).isTrue();
      List<Integer> found = found(collector);
      assertThat(found).doesNotHaveDuplicates();
      assertThat(new HashSet<>(found)).containsAll(acknowledged);
      assertThat(found).hasSizeLessThanOrEqualTo(sent.get());
      assertThat(collector.endOffset()).as("entries in the log").isEqualTo(found.size());
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ENOUGH);
      assertThat(collector.report().assessments()).hasSize(workloads(found));
      assertThat(workloads(found)).isGreaterThanOrEqualTo(workloads(acknowledged));
    }
  }

  private List<Integer> found(Collector collector) throws IOException {
    List<Integer> found = new ArrayList<>();
    for (int workload = 0; workload <= workload(sent.get()); workload++) {
      List<Series> series =
          collector
              .series(
                  new Workload("shop", "Deployment", "orders-" + workload, "app"),
                  "memory.heap.used",
                  FIRST.minusSeconds(3600),
                  Instant.now(),
                  10_000)
              .series();
      for (Series each : series) {
        for (Series.Minute minute : each.minutes()) {
          assertThat(minute.min()).as("one value a minute").isEqualTo(minute.max());
          found.add((int) minute.last());
        }
      }
    }
    return found;
  }

  private static int workloads(Collection<Integer> numbers) {
    return (int) numbers.stream().map(KillTest::workload).distinct().count();
  }

  private static int workload(int number) {
    return number / 1000;
  }

  private Void sendUntilItFails(ChildCollector child, CountDownLatch enough) throws Exception {
    while (true) {
      int number = sent.getAndIncrement();
      HttpResponse<String> answer = child.post("/v1/logs", request(number));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("answered " + answer.statusCode());
      }
      acknowledged.add(number);
      enough.countDown();
    }
  }

  private static byte[] request(int number) {
    Map<String, Object> process =
        new java.util.HashMap<>(Otlp.process("instance-" + workload(number)));
    process.put("memory.workload.name", "orders-" + workload(number));
    return Otlp.request(
            process,
            Otlp.event(
                "memory.live_set",
                FIRST.plus(Duration.ofMinutes(number % 1000)),
                Map.of("memory.heap.used", number)))
        .toByteArray();
  }
}
