package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.collector.api.ProcessInfo;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final int SENDERS = 4;
  private static final int ENOUGH = 200;

  @TempDir Path data;

  /** Killed in the middle of answering: whatever was answered is in the next run's report. */
  @Test
  void whatWasAcknowledgedIsFoldedAfterKillMinusNine() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                KilledCollector.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      URI uri = URI.create("http://127.0.0.1:%s/v1/logs".formatted(lines.readLine()));
      for (int sender = 0; sender < SENDERS; sender++) {
        String name = "sender-" + sender;
        senders.submit(() -> sendUntilItFails(uri, name, acknowledged, enough));
      }
      assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
      child.toHandle().destroyForcibly();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor()).isEqualTo(128 + 9);
    try (Collector collector = Collector.start(CollectorConfig.embedded(data))) {
      assertThat(collector.settle(Duration.ofSeconds(60))).isTrue();
      assertThat(
              collector.processes().stream()
                  .map(ProcessInfo::instanceId)
                  .collect(Collectors.toSet()))
          .containsAll(acknowledged);
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    }
  }

  private static Void sendUntilItFails(
      URI uri, String name, Set<String> acknowledged, CountDownLatch enough) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; ; i++) {
        String instance = name + "-" + i;
        byte[] body =
            Otlp.request(
                    Otlp.process(instance),
                    Otlp.event("memory.live_set", Instant.now(), Map.of("memory.heap.used", 1)))
                .toByteArray();
        int status =
            client
                .send(
                    HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
          throw new IllegalStateException("answered " + status);
        }
        acknowledged.add(instance);
        enough.countDown();
      }
    }
  }
}
