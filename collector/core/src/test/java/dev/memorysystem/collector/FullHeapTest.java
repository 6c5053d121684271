package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap that is full of what is alive. */
class FullHeapTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  @TempDir Path logs;

  @Test
  void itSaysSoAndRefusesUntilThereIsRoom() throws Exception {
    byte[] body =
        Otlp.request(
                Otlp.process("i-1"),
                Otlp.event("memory.live_set", Instant.now(), Map.of("memory.heap.used", 1L)))
            .toByteArray();
    try (ChildCollector child =
        ChildCollector.start(logs.resolve("err"), List.of(), data, "-Xmx96m", "-XX:+UseSerialGC")) {
      assertThat(child.post("/v1/logs", body).statusCode()).isEqualTo(200);
      assertThat(child.ask("strain")).isEqualTo("none");
      assertThat(child.ask("fill the heap")).isEqualTo("full");
      assertThat(child.ask("strain")).contains("the heap is full", "memory limit");
      assertThat(child.ask("trouble")).as("a change rolls out").isEqualTo("none");
      HttpResponse<String> refused = child.post("/v1/logs", body);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(child.log()).contains("the heap is full");
      assertThat(child.ask("empty the heap")).isEqualTo("empty");
      await().atMost(PATIENCE).until(() -> child.ask("strain").equals("none"));
      await().atMost(PATIENCE).until(() -> child.post("/v1/logs", body).statusCode() == 200);
    }
  }
}
