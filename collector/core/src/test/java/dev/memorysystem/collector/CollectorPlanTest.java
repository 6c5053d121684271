package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.DirectiveOutcome;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what the operator tells of a profile to what an agent is told, and back. */
class CollectorPlanTest {
  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Collector collector;

  @BeforeEach
  void start() throws Exception {
    collector = Collector.start(CollectorConfig.embedded(directory));
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    collector.close();
  }

  @Test
  void aProfileReachesARunningProcessAndAnOutcomeComesBack() throws Exception {
    send(liveSet());
    HttpResponse<String> before = client.send(question(""), asText());
    assertThat(json(before).path("sampling").path("enabled").asBoolean()).isTrue();
    CompletableFuture<HttpResponse<String>> held =
        client.sendAsync(question(etag(before)), asText());

    send(pod());
    send(profile());

    JsonNode plan = json(held.get());
    assertThat(plan.path("sampling").path("enabled").asBoolean()).isFalse();
    assertThat(plan.path("walk").path("budget_cores").asDouble()).isEqualTo(0.002);
    assertThat(directives())
        .singleElement()
        .satisfies(
            directive -> {
              assertThat(directive.path("id").asText()).isEqualTo("all/look");
              assertThat(directive.path("kind").asText()).isEqualTo("class_census");
              assertThat(directive.path("max_pause_seconds").asDouble()).isEqualTo(0.5);
            });

    send(
        Otlp.bodyEvent(
            "memory.directive",
            Instant.now(),
            Map.of("id", "all/look", "kind", "class_census", "outcome", "done")));

    assertThat(directives()).isEmpty();
    assertThat(collector.processes())
        .singleElement()
        .satisfies(
            process ->
                assertThat(process.directives())
                    .extracting(DirectiveOutcome::outcome)
                    .containsExactly("done"));
  }

  @Test
  void aRestartTellsNothingElse() throws Exception {
    send(liveSet());
    send(pod());
    send(profile());
    String etag = etag(client.send(question(""), asText()));

    collector.close();
    collector = Collector.start(CollectorConfig.embedded(directory));

    HttpResponse<String> after = client.send(question(""), asText());
    while (after.statusCode() == 503) {
      after = client.send(question(""), asText());
    }
    assertThat(etag(after)).isEqualTo(etag);
  }

  private static LogRecord liveSet() {
    return Otlp.event("memory.live_set", Instant.now(), Map.of("memory.heap.used", 1_000_000));
  }

  private static LogRecord pod() {
    return Otlp.bodyEvent(
        "memory.pod",
        Instant.now(),
        Map.of("profile", "all", "containers", List.of(Map.of("name", "app"))));
  }

  private static LogRecord profile() {
    return Otlp.bodyEvent(
        "memory.profile",
        Instant.now(),
        Map.of(
            "name",
            "all",
            "sampling",
            "Never",
            "walk_budget_cores",
            0.002,
            "directives",
            List.of(
                Map.of(
                    "id", "look",
                    "kind", "class_census",
                    "pod", "orders-abc-1",
                    "max_pause_seconds", 0.5))));
  }

  private List<JsonNode> directives() throws Exception {
    return json(client.send(question(""), asText())).path("directives").valueStream().toList();
  }

  private void send(LogRecord record) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/v1/logs"))
                .header("Content-Type", "application/x-protobuf")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        Otlp.request(Otlp.process("i-1"), record).toByteArray()))
                .build(),
            asText());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(collector.settle(Duration.ofSeconds(30))).isTrue();
  }

  private HttpRequest question(String known) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/plan?process=i-1&namespace=shop"))
            .version(HttpClient.Version.HTTP_1_1);
    if (!known.isEmpty()) {
      request.header("If-None-Match", known).header("Prefer", "wait=60");
    }
    return request.build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + collector.otlpHttpPort() + path);
  }

  private static HttpResponse.BodyHandler<String> asText() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}
