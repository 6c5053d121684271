package dev.memorysystem.collector.receive;

import static dev.memorysystem.collector.receive.ReceiverFixture.MAX_INFLATED;
import static dev.memorysystem.collector.receive.ReceiverFixture.MAX_REQUEST;
import static dev.memorysystem.collector.receive.ReceiverFixture.NOW;
import static dev.memorysystem.collector.receive.ReceiverFixture.gzip;
import static dev.memorysystem.collector.receive.ReceiverFixture.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.memorysystem.collector.log.LogEntry;
import dev.memorysystem.collector.log.SignalKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpHttpTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final HttpClient client = HttpClient.newHttpClient();
  private ReceiverFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ReceiverFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
    client.shutdownNow();
  }

  @Test
  void protobufIsKeptByteForByte() throws Exception {
    byte[] body = logs().toByteArray();
    HttpResponse<byte[]> response = post("/v1/logs", PROTOBUF, body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(PROTOBUF);
    assertThat(response.body()).isEmpty();
    LogEntry entry = fixture.log.entries.getFirst();
    assertThat(entry.kind()).isEqualTo(SignalKind.LOGS);
    assertThat(entry.receivedAt()).isEqualTo(NOW);
    assertThat(entry.payload()).isEqualTo(body);
    assertThat(fixture.metrics())
        .contains(
            "memory_system_received_requests_total{protocol=\"http\",signal=\"logs\"} 1.0",
            "memory_system_received_bytes_total{protocol=\"http\",signal=\"logs\"} "
                + (double) body.length,
            "memory_system_in_flight_bytes 0.0");
  }

  @Test
  void jsonIsKeptAsProtobuf() throws Exception {
    String body =
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[
          {"eventName":"memory.live_set","attributes":[
            {"key":"memory.heap.used","value":{"intValue":"1"}}]}]}]}]}""";
    HttpResponse<byte[]> response =
        post("/v1/logs", JSON + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(fixture.log.entries).hasSize(1);
  }

  @Test
  void gzipIsInflated() throws Exception {
    byte[] body = logs("x".repeat(MAX_REQUEST)).toByteArray();
    HttpResponse<byte[]> response =
        client.send(
            request("/v1/logs", PROTOBUF, BodyPublishers.ofByteArray(gzip(body)))
                .header("Content-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(fixture.log.entries.getFirst().payload()).isEqualTo(body);
  }

  @Test
  void metricsHaveTheirOwnPath() throws Exception {
    assertThat(post("/v1/metrics", PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(fixture.log.entries.getFirst().kind()).isEqualTo(SignalKind.METRICS);
  }

  @Test
  void whatIsNoProtobufIsRefusedInProtobuf() throws Exception {
    HttpResponse<byte[]> response = post("/v1/logs", PROTOBUF, new byte[] {1, 2, 3, 4});
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains(PROTOBUF);
    Status status = Status.parseFrom(response.body());
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    assertThat(status.getMessage()).contains("not an OTLP export request for logs in protobuf");
    assertThat(fixture.log.entries).isEmpty();
    assertThat(fixture.metrics())
        .contains(
            "memory_system_refused_requests_total{protocol=\"http\",reason=\"malformed\"} 1.0");
  }

  @Test
  void whatIsNoJsonIsRefusedInJsonWithoutQuotingIt() throws Exception {
    HttpResponse<byte[]> response =
        post("/v1/logs", JSON, "{\"resourceLogs\":\"secret\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response))
        .contains("/resourceLogs must be an array")
        .doesNotContain("secret");
  }

  @Test
  void brokenGzipIsRefused() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            request("/v1/logs", JSON, BodyPublishers.ofByteArray(new byte[] {1, 2, 3}))
                .header("Content-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).contains("cannot be inflated");
  }

  @Test
  void unknownEncodingsAndTypesAreRefused() throws Exception {
    HttpResponse<byte[]> brotli =
        client.send(
            request("/v1/logs", JSON, BodyPublishers.ofString("{}"))
                .header("Content-Encoding", "br")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(brotli.statusCode()).isEqualTo(415);
    assertThat(brotli.headers().firstValue("Accept-Encoding")).contains("gzip, identity");
    HttpResponse<byte[]> text = post("/v1/logs", "text/plain", new byte[] {'a'});
    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(text.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(message(text)).contains("application/x-protobuf or application/json");
  }

  @Test
  void onlyPostIsAllowed() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(uri("/v1/logs")).GET().build(), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertThat(message(response)).contains("use POST");
  }

  @Test
  void tracesAreNotTakenAndTheAnswerSaysWhatToDo() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", JSON, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(message(response)).contains("OTEL_TRACES_EXPORTER=none");
    assertThat(post("/elsewhere", JSON, new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsTooLargeIsRefusedWhetherItsLengthIsKnownOrNot() throws Exception {
    byte[] large = new byte[MAX_REQUEST + 1];
    HttpResponse<byte[]> known = post("/v1/logs", JSON, large);
    assertThat(known.statusCode()).isEqualTo(413);
    assertThat(message(known)).contains("larger than 10000 bytes");
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    assertThat(
            client
                .send(request("/v1/logs", JSON, chunked).build(), BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(413);
    assertThat(fixture.metrics()).contains("memory_system_in_flight_bytes 0.0");
  }

  @Test
  void aGzipBombIsNotInflated() throws Exception {
    byte[] bomb = gzip(new byte[5_000_000]);
    assertThat(bomb.length).isLessThan(MAX_REQUEST);
    HttpResponse<byte[]> response =
        client.send(
            request("/v1/logs", JSON, BodyPublishers.ofByteArray(bomb))
                .header("Content-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(message(response)).contains(MAX_INFLATED + " bytes when inflated");
  }

  @Test
  void theAnswerWaitsForTheDisk() throws Exception {
    fixture.log.hold = true;
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(
            request("/v1/logs", PROTOBUF, BodyPublishers.ofByteArray(logs().toByteArray())).build(),
            BodyHandlers.ofByteArray());
    CompletableFuture<Long> disk = fixture.log.nextHeld();
    assertThat(response).isNotDone();
    disk.complete(0L);
    assertThat(response.get().statusCode()).isEqualTo(200);
  }

  @Test
  void tooMuchInFlightIsRefusedUntilThereIsRoomAgain() throws Exception {
    fixture.log.hold = true;
    byte[] nearly = gzip(logs("x".repeat(MAX_INFLATED - 1_000)).toByteArray());
    HttpRequest large =
        request("/v1/logs", PROTOBUF, BodyPublishers.ofByteArray(nearly))
            .header("Content-Encoding", "gzip")
            .build();
    CompletableFuture<HttpResponse<byte[]>> first =
        client.sendAsync(large, BodyHandlers.ofByteArray());
    CompletableFuture<Long> disk = fixture.log.nextHeld();
    byte[] more = logs("x".repeat(5_000)).toByteArray();
    HttpResponse<byte[]> refused = post("/v1/logs", PROTOBUF, more);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(Status.parseFrom(refused.body()).getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
    disk.complete(0L);
    assertThat(first.get().statusCode()).isEqualTo(200);
    fixture.log.hold = false;
    assertThat(post("/v1/logs", PROTOBUF, more).statusCode()).isEqualTo(200);
  }

  @Test
  void closingAnswersWhatWasTakenBefore() throws Exception {
    fixture.log.hold = true;
    HttpRequest request =
        request("/v1/logs", PROTOBUF, BodyPublishers.ofByteArray(logs().toByteArray())).build();
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    CompletableFuture<Long> disk = fixture.log.nextHeld();
    fixture.log.hold = false;
    CompletableFuture<Void> closing = CompletableFuture.runAsync(fixture::close);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 503);
    disk.complete(0L);
    assertThat(response.get().statusCode()).isEqualTo(200);
    closing.get();
  }

  @Test
  void aFullDiskIsAnsweredWithTryAgain() throws Exception {
    fixture.log.broken = true;
    HttpResponse<byte[]> response = post("/v1/logs", JSON, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(message(response)).contains("No space left on device");
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
    return client.send(
        request(path, type, BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String type, BodyPublisher body) {
    return HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(body);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + fixture.receiver.httpPort() + path);
  }

  private static String message(HttpResponse<byte[]> response) throws IOException {
    return new ObjectMapper().readTree(response.body()).path("message").asText();
  }
}
