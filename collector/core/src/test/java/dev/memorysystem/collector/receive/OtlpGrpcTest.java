package dev.memorysystem.collector.receive;

import static dev.memorysystem.collector.receive.ReceiverFixture.MAX_INFLATED;
import static dev.memorysystem.collector.receive.ReceiverFixture.MAX_REQUEST;
import static dev.memorysystem.collector.receive.ReceiverFixture.gzip;
import static dev.memorysystem.collector.receive.ReceiverFixture.logs;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.memorysystem.collector.log.SignalKind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire format, by the letter; that real SDKs are understood is another test. */
class OtlpGrpcTest {
  private static final String LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
  private static final String METRICS =
      "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));
  private ReceiverFixture fixture;

  /** What came back; status and message from the trailers, or from the headers alone. */
  private record Answer(int http, MultiMap headers, MultiMap trailers, Buffer body) {
    String field(String name) {
      return trailers.contains(name) ? trailers.get(name) : headers.get(name);
    }

    int status() {
      return Integer.parseInt(field("grpc-status"));
    }
  }

  @BeforeEach
  void start() throws Exception {
    fixture = new ReceiverFixture();
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aRequestIsAnsweredWithAnEmptyResponseAndStatusZero() throws Exception {
    byte[] message = logs().toByteArray();
    Answer answer = call(LOGS, frame(false, message));
    assertThat(answer.http()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/grpc+proto");
    assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(answer.body().getBytes()).isEqualTo(new byte[5]);
    assertThat(fixture.log.entries.getFirst().payload()).isEqualTo(message);
    assertThat(fixture.metrics())
        .contains("memory_system_received_requests_total{protocol=\"grpc\",signal=\"logs\"} 1.0");
  }

  @Test
  void compressedMessagesAreInflated() throws Exception {
    byte[] message = logs("x".repeat(MAX_REQUEST)).toByteArray();
    assertThat(call(LOGS, frame(true, gzip(message))).status()).isZero();
    assertThat(fixture.log.entries.getFirst().payload()).isEqualTo(message);
  }

  @Test
  void metricsHaveTheirOwnService() throws Exception {
    assertThat(call(METRICS, frame(false, new byte[0])).status()).isZero();
    assertThat(fixture.log.entries.getFirst().kind()).isEqualTo(SignalKind.METRICS);
  }

  @Test
  void tracesAreUnimplemented() throws Exception {
    Answer answer = call(TRACES, frame(false, new byte[0]));
    assertThat(answer.http()).isEqualTo(200);
    assertThat(answer.status()).isEqualTo(Code.UNIMPLEMENTED_VALUE);
    assertThat(answer.field("grpc-message")).contains("OTEL_TRACES_EXPORTER=none");
    assertThat(call("/some.Other/Method", frame(false, new byte[0])).status())
        .isEqualTo(Code.UNIMPLEMENTED_VALUE);
  }

  @Test
  void whatIsNoMessageIsAnInvalidArgument() throws Exception {
    assertThat(call(LOGS, Buffer.buffer("abc")).status()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    assertThat(call(LOGS, frame(false, new byte[] {1, 2, 3})).status())
        .isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    assertThat(call(LOGS, frame(true, new byte[] {1, 2, 3})).status())
        .isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    Buffer twice = frame(false, new byte[0]).appendBuffer(frame(false, new byte[0]));
    assertThat(call(LOGS, twice).field("grpc-message")).contains("not one gRPC message");
    assertThat(fixture.log.entries).isEmpty();
  }

  @Test
  void whatIsTooLargeIsRefusedForGood() throws Exception {
    Answer large = call(LOGS, frame(false, new byte[MAX_REQUEST + 1]));
    assertThat(large.status()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
    assertThat(large.field("grpc-status-details-bin")).isNull();
    Answer bomb = call(LOGS, frame(true, gzip(new byte[5_000_000])));
    assertThat(bomb.status()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
    assertThat(bomb.field("grpc-message")).contains("when inflated");
  }

  @Test
  void tooMuchInFlightIsRefusedForNow() throws Exception {
    fixture.log.hold = true;
    byte[] nearly = gzip(logs("x".repeat(MAX_INFLATED - 1_000)).toByteArray());
    CompletableFuture<Answer> first = callAsync(LOGS, frame(true, nearly));
    CompletableFuture<Long> disk = fixture.log.nextHeld();
    Answer refused = call(LOGS, frame(false, logs("x".repeat(5_000)).toByteArray()));
    assertThat(refused.status()).isEqualTo(Code.RESOURCE_EXHAUSTED_VALUE);
    Status details =
        Status.parseFrom(Base64.getDecoder().decode(refused.field("grpc-status-details-bin")));
    assertThat(details.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(5);
    disk.complete(0L);
    assertThat(first.get(30, TimeUnit.SECONDS).status()).isZero();
  }

  @Test
  void aFullDiskIsUnavailable() throws Exception {
    fixture.log.broken = true;
    assertThat(call(LOGS, frame(false, logs().toByteArray())).status())
        .isEqualTo(Code.UNAVAILABLE_VALUE);
  }

  @Test
  void plainHttpIsToldWhereItBelongs() throws Exception {
    try (var plain = java.net.http.HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          plain.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + fixture.receiver.grpcPort() + "/v1/logs"))
                  .version(java.net.http.HttpClient.Version.HTTP_1_1)
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.body()).contains("4318");
    }
  }

  private Answer call(String path, Buffer body) throws Exception {
    return callAsync(path, body).get(30, TimeUnit.SECONDS);
  }

  private CompletableFuture<Answer> callAsync(String path, Buffer body) {
    return client
        .request(HttpMethod.POST, fixture.receiver.grpcPort(), "127.0.0.1", path)
        .compose(
            request -> {
              request
                  .putHeader("content-type", "application/grpc")
                  .putHeader("te", "trailers")
                  .putHeader("grpc-encoding", "gzip");
              return request
                  .send(body)
                  .compose(
                      response ->
                          response
                              .body()
                              .compose(
                                  bytes ->
                                      Future.succeededFuture(
                                          new Answer(
                                              response.statusCode(),
                                              response.headers(),
                                              response.trailers(),
                                              bytes))));
            })
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static Buffer frame(boolean compressed, byte[] message) {
    return Buffer.buffer()
        .appendByte((byte) (compressed ? 1 : 0))
        .appendInt(message.length)
        .appendBytes(message);
  }
}
