package dev.memorysystem.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(FreshData.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TestHTTPResource("/")
  URI server;

  @Test
  void whatAProcessReportsIsStreamedListedAndDrawn() throws Exception {
    String instance = "streamed";
    Instant at = Instant.now();
    try (EventStream stream = new EventStream(server.resolve("api/v1/stream"))) {
      stream.next(event -> event.name().equals("synced"));
      assertThat(report(instance, "streaming", at).statusCode()).isEqualTo(200);
      JsonNode process =
          stream
              .next(
                  event ->
                      event.name().equals("process")
                          && event.data().path("instanceId").asText().equals(instance))
              .data();
      assertThat(process.path("status").asText()).isEqualTo("reporting");
      assertThat(process.path("memory").path("liveSet").asLong()).isEqualTo(100_000_000);
      JsonNode assessment =
          stream
              .next(
                  event ->
                      event.name().equals("assessment")
                          && event.data().at("/workload/name").asText().equals("streaming"))
              .data();
      assertThat(assessment.path("verdict").asText()).isEqualTo("insufficient");
    }
    assertThat(get("api/v1/processes?namespace=shop").findValuesAsText("instanceId"))
        .contains(instance);
    assertThat(get("api/v1/processes?namespace=elsewhere")).isEmpty();
    assertThat(get("api/v1/assessments?namespace=shop").findValuesAsText("name"))
        .contains("streaming");
    assertThat(get("api/v1/report").path("findings").isArray()).isTrue();
    JsonNode series =
        get(
            "api/v1/series?namespace=shop&kind=Deployment&name=streaming&container=app"
                + "&metric=memory.live_set.floor");
    assertThat(series.at("/0/minutes/0/last").asDouble()).isEqualTo(100_000_000);
    try (EventStream late = new EventStream(server.resolve("api/v1/stream"))) {
      late.next(
          event ->
              event.name().equals("process")
                  && event.data().path("instanceId").asText().equals(instance));
      late.next(event -> event.name().equals("synced"));
    }
  }

  @Test
  void whatIsUnusualIsStreamedAndListedBesideFindings() throws Exception {
    Instant start = Instant.now().minus(Duration.ofHours(2));
    try (EventStream stream = new EventStream(server.resolve("api/v1/stream"))) {
      stream.next(event -> event.name().equals("synced"));
      for (int minute = 0; minute < 64; minute++) {
        long allocated = minute * 600L + Math.max(0, minute - 60) * 17_400L;
        Instant at = start.plus(Duration.ofMinutes(minute));
        String fields =
            """
            {"key":"memory.heap.limit","value":{"intValue":"1073741824"}},
            {"key":"memory.heap.allocated","value":{"intValue":"%d"}},"""
                .formatted(allocated << 20);
        assertThat(report("bursting", "bursts", at, fields).statusCode()).isEqualTo(200);
      }
      JsonNode told = stream.next(event -> event.name().equals("anomalies")).data();
      assertThat(told.at("/workload/name").asText()).isEqualTo("bursts");
      assertThat(told.at("/anomalies/0/kind").asText()).isEqualTo("allocation-burst");
    }
    assertThat(get("api/v1/anomalies?namespace=elsewhere")).isEmpty();
    JsonNode listed = get("api/v1/anomalies?namespace=shop");
    assertThat(listed.at("/0/unit").asText()).isEqualTo("By/s");
    assertThat(listed.at("/0/level").asDouble()).isGreaterThan(100 << 20);
    assertThat(get("api/v1/report").path("anomalies")).isEqualTo(listed);
    assertThat(get("api/v1/findings").findValuesAsText("name")).doesNotContain("bursts");
  }

  @Test
  void aQuestionThatCannotBeAnsweredSaysWhy() throws Exception {
    assertProblem("api/v1/findings/none", 404, "no such finding");
    assertProblem("api/v1/findings?state=odd", 400, "suspected, confirmed or resolved");
    assertProblem("api/v1/series?namespace=shop", 400, "kind and name");
    assertProblem("api/v1/series?kind=Pod&name=a&from=yesterday", 400, "RFC 3339");
    assertProblem("api/v1/nothing", 404, "/q/openapi");
    assertProblem("nothing", 404, "/q/openapi");
    HttpResponse<String> posted =
        CLIENT.send(
            HttpRequest.newBuilder(server.resolve("api/v1/report"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.body()).contains("POST is not allowed here", "GET");
  }

  @Test
  void healthSaysThatThePortsListen() throws Exception {
    assertThat(get("q/health/live").path("status").asText()).isEqualTo("UP");
    JsonNode ready = get("q/health/ready");
    assertThat(ready.path("status").asText()).isEqualTo("UP");
    assertThat(ready.findValue("otlpGrpcPort").asInt()).isPositive();
    assertThat(ready.findValuesAsText("name")).containsExactly("collector");
    JsonNode well = get("q/health/well");
    assertThat(well.path("status").asText()).isEqualTo("UP");
    assertThat(well.findValuesAsText("name")).containsExactly("strain");
  }

  @Test
  void metricsAreInPrometheusTextFormat() throws Exception {
    HttpResponse<String> response = fetch("metrics");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    assertThat(response.body()).contains("# TYPE memory_system_received_requests_total counter");
  }

  @Test
  void openApiDescribesEveryPathByItsWireNames() throws Exception {
    JsonNode api = get("q/openapi?format=json");
    assertThat(api.path("paths").fieldNames())
        .toIterable()
        .contains(
            "/api/v1/report",
            "/api/v1/findings",
            "/api/v1/findings/{id}",
            "/api/v1/assessments",
            "/api/v1/anomalies",
            "/api/v1/processes",
            "/api/v1/series",
            "/api/v1/stream",
            "/metrics");
    assertThat(api.at("/components/schemas/Verdict/enum").toString())
        .isEqualTo("[\"leak\",\"no-leak\",\"insufficient\"]");
    assertThat(api.at("/components/schemas/AnomalyKind/enum").toString())
        .isEqualTo("[\"step-after-deploy\",\"live-set-step\",\"allocation-burst\",\"gc-thrash\"]");
    assertThat(api.at("/components/schemas/Finding/properties").fieldNames())
        .toIterable()
        .contains(
            "id",
            "allocationSite",
            "holder",
            "growingContainer",
            "growthBytesPerHour",
            "exhaustion",
            "running",
            "grownClasses",
            "leftOpen");
  }

  @Test
  void whatDirectivesFoundIsRead() throws Exception {
    String census =
        """
        {"key":"directive","value":{"stringValue":"default/look"}},
        {"key":"process_seconds","value":{"intValue":"60"}},
        {"key":"classes","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[
          {"key":"type","value":{"stringValue":"shop.Order"}},
          {"key":"instances","value":{"intValue":"900"}},
          {"key":"bytes","value":{"intValue":"60000"}},
          {"key":"previous_bytes","value":{"intValue":"26000"}}]}}]}}}""";
    String stacks =
        """
        {"key":"directive","value":{"stringValue":"default/run"}},
        {"key":"stacks","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[
          {"key":"frames","value":{"arrayValue":{"values":[{"stringValue":"shop.Cart.add(Cart.java:7)"}]}}},
          {"key":"count","value":{"intValue":"290"}}]}}]}}}""";
    try (EventStream stream = new EventStream(server.resolve("api/v1/stream"))) {
      assertThat(send("asked", "asking", bodyRecord("memory.class_census", census)).statusCode())
          .isEqualTo(200);
      assertThat(send("asked", "asking", bodyRecord("memory.stack_samples", stacks)).statusCode())
          .isEqualTo(200);
      stream.next(
          event ->
              event.name().equals("process")
                  && event.data().path("instanceId").asText().equals("asked"));
    }
    await()
        .until(
            () ->
                get("api/v1/processes/asked/class-census").size() == 1
                    && get("api/v1/processes/asked/stack-samples").size() == 1);
    JsonNode found = get("api/v1/processes/asked/class-census?namespace=shop").get(0);
    assertThat(found.path("directive").asText()).isEqualTo("default/look");
    assertThat(found.at("/classes/0/type").asText()).isEqualTo("shop.Order");
    assertThat(found.at("/classes/0/previousBytes").asLong()).isEqualTo(26_000);
    assertThat(found.at("/classes/0").has("previousInstances")).isFalse();
    JsonNode ran = get("api/v1/processes/asked/stack-samples").get(0);
    assertThat(ran.at("/stacks/0/frames/0").asText()).isEqualTo("shop.Cart.add(Cart.java:7)");
    assertThat(ran.at("/stacks/0/count").asLong()).isEqualTo(290);
    JsonNode asked =
        get("api/v1/processes?namespace=shop")
            .valueStream()
            .filter(process -> process.path("instanceId").asText().equals("asked"))
            .findFirst()
            .orElseThrow();
    assertThat(asked.at("/running/lines/0").asText())
        .isEqualTo("100 % shop.Cart.add (seen 290 times)");
    assertThat(asked.at("/grownClasses/lines/0").asText())
        .isEqualTo("shop.Order: 900 objects, 25.4 KiB -> 58.6 KiB");
    assertThat(report("unasked", "asking", Instant.now()).statusCode()).isEqualTo(200);
    await().until(() -> fetch("api/v1/processes/unasked/class-census").statusCode() == 200);
    assertThat(get("api/v1/processes/unasked/class-census")).isEmpty();
    assertProblem("api/v1/processes/none/class-census", 404, "no such process");
    assertProblem("api/v1/processes/asked/stack-samples?namespace=bank", 404, "no such process");
  }

  private static String bodyRecord(String event, String values) {
    return """
        {"eventName":"%s","timeUnixNano":"%d","body":{"kvlistValue":{"values":[%s]}}}"""
        .formatted(event, Instant.now().toEpochMilli() * 1_000_000, values);
  }

  private HttpResponse<String> report(String instance, String workload, Instant at)
      throws Exception {
    return report(instance, workload, at, "");
  }

  private HttpResponse<String> report(String instance, String workload, Instant at, String fields)
      throws Exception {
    return send(
        instance,
        workload,
        """
        {"eventName":"memory.live_set","timeUnixNano":"%d","attributes":[%s
          {"key":"memory.live_set.floor","value":{"intValue":"100000000"}},
          {"key":"memory.live_set.old_floor","value":{"intValue":"100000000"}},
          {"key":"memory.live_set.collections","value":{"intValue":"9"}},
          {"key":"memory.live_set.old_cycles","value":{"intValue":"1"}}]}"""
            .formatted(at.toEpochMilli() * 1_000_000, fields));
  }

  private HttpResponse<String> send(String instance, String workload, String logRecord)
      throws Exception {
    int port = get("q/health/ready").findValue("otlpHttpPort").asInt();
    String body =
        """
        {"resourceLogs":[{"resource":{"attributes":[
          {"key":"service.instance.id","value":{"stringValue":"%s"}},
          {"key":"k8s.namespace.name","value":{"stringValue":"shop"}},
          {"key":"k8s.container.name","value":{"stringValue":"app"}},
          {"key":"memory.workload.kind","value":{"stringValue":"Deployment"}},
          {"key":"memory.workload.name","value":{"stringValue":"%s"}}]},
         "scopeLogs":[{"logRecords":[%s]}]}]}"""
            .formatted(instance, workload, logRecord);
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/logs".formatted(port)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void assertProblem(String path, int status, String message) throws Exception {
    HttpResponse<String> response = fetch(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).path("message").asText()).contains(message);
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response = fetch(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> fetch(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
