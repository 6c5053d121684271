package dev.memorysystem.collector.receive;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.memorysystem.collector.log.SignalKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * OTLP/gRPC: the two unary {@code Export} methods, spoken directly over HTTP/2 ("gRPC over HTTP2",
 * doc/PROTOCOL-HTTP2.md of gRPC). Written out because the body has to be charged to the memory
 * limiter as it arrives and kept as bytes, which the libraries' decoders do not allow.
 */
final class OtlpGrpc implements Handler<HttpServerRequest> {
  /** Compressed flag (1 byte) and length (4 bytes, big endian) before each message. */
  private static final int PREFIX = 5;

  private final Admission admission;
  private final Intake intake;
  private final MemoryLimiter limiter;
  private final ReceiveMetrics metrics;
  private final long maxBytes;

  /**
   * @param maxBytes largest message as sent
   */
  OtlpGrpc(
      Admission admission,
      Intake intake,
      MemoryLimiter limiter,
      ReceiveMetrics metrics,
      long maxBytes) {
    this.admission = admission;
    this.intake = intake;
    this.limiter = limiter;
    this.metrics = metrics;
    this.maxBytes = maxBytes;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String type = header(request, HttpHeaders.CONTENT_TYPE);
    if (request.version() != HttpVersion.HTTP_2
        || !request.method().equals(HttpMethod.POST)
        || !(type.equals("application/grpc") || type.equals("application/grpc+proto"))) {
      request
          .response()
          .setStatusCode(415)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
          .putHeader(HttpHeaders.CONNECTION, "close")
          .end(
              "This port speaks OTLP over gRPC (HTTP/2). OTLP over HTTP has its own port, 4318.\n");
      return;
    }
    MemoryLimiter.Reservation reservation = limiter.open();
    export(request, reservation)
        .onComplete(
            result -> {
              reservation.close();
              if (result.succeeded()) {
                succeed(request.response());
              } else {
                fail(request.response(), metrics.refused(ReceiveMetrics.GRPC, result.cause()));
              }
            });
  }

  private Future<Integer> export(HttpServerRequest request, MemoryLimiter.Reservation reservation) {
    try {
      Admission.Sender sender = admission.admit(request);
      sender.quota().ifPresent(reservation::chargeTo);
      SignalKind kind = kind(request);
      String encoding = header(request, "grpc-encoding").toLowerCase(Locale.ROOT);
      if (!encoding.isEmpty() && !encoding.equals("identity") && !encoding.equals("gzip")) {
        throw new Refused(Refused.Reason.MEDIA_TYPE, "grpc-encoding must be gzip or identity");
      }
      return BodyReader.read(request, PREFIX + maxBytes, reservation)
          .compose(
              body -> {
                try {
                  return Future.fromCompletionStage(
                      intake.accept(
                          sender,
                          kind,
                          Format.PROTOBUF,
                          compressed(body),
                          message(body),
                          reservation),
                      Vertx.currentContext());
                } catch (Refused refused) {
                  return Future.failedFuture(refused);
                }
              })
          .onSuccess(bytes -> metrics.received(ReceiveMetrics.GRPC, kind, bytes));
    } catch (Refused refused) {
      return BodyReader.refuse(request, refused, limiter).map(ignored -> 0);
    }
  }

  private static SignalKind kind(HttpServerRequest request) throws Refused {
    String path = request.path();
    return switch (path == null ? "" : path) {
      case "/opentelemetry.proto.collector.logs.v1.LogsService/Export" -> SignalKind.LOGS;
      case "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" -> SignalKind.METRICS;
      case "/opentelemetry.proto.collector.trace.v1.TraceService/Export" ->
          throw new Refused(
              Refused.Reason.NOT_FOUND,
              "this collector takes metrics and logs, no traces; send traces elsewhere, or set"
                  + " OTEL_TRACES_EXPORTER=none");
      default ->
          throw new Refused(
              Refused.Reason.NOT_FOUND,
              "there is only Export of OTLP's LogsService and MetricsService here");
    };
  }

  private static boolean compressed(byte[] body) throws Refused {
    if (body.length < PREFIX || body[0] < 0 || body[0] > 1) {
      throw new Refused(Refused.Reason.MALFORMED, "the body is not a gRPC message");
    }
    return body[0] == 1;
  }

  private static byte[] message(byte[] body) throws Refused {
    ByteBuffer buffer = ByteBuffer.wrap(body, 1, body.length - 1);
    if (buffer.getInt() != buffer.remaining()) {
      throw new Refused(
          Refused.Reason.MALFORMED, "the body is not one gRPC message of the length it says");
    }
    byte[] message = new byte[buffer.remaining()];
    buffer.get(message);
    return message;
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    String value = request.getHeader(name);
    return value == null ? "" : value.trim();
  }

  /** An export response with no partial success is an empty message. */
  private static void succeed(HttpServerResponse response) {
    if (!response.closed()) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc+proto")
          .putTrailer("grpc-status", "0")
          .end(Buffer.buffer(new byte[PREFIX]));
    }
  }

  /** "Trailers-Only": the status in the only header frame. */
  private static void fail(HttpServerResponse response, Refused refused) {
    if (response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc+proto")
        .putHeader("grpc-status", Integer.toString(refused.reason().code().getNumber()))
        .putHeader("grpc-message", percentEncoded(refused.text()))
        .putHeader("grpc-accept-encoding", "gzip, identity");
    if (refused.reason().retryable()) {
      response.putHeader(
          "grpc-status-details-bin",
          Base64.getEncoder().withoutPadding().encodeToString(retryInfo(refused)));
    }
    response.end();
  }

  /**
   * Without RetryInfo, RESOURCE_EXHAUSTED means "do not retry" (OTLP specification, "Failures").
   */
  private static byte[] retryInfo(Refused refused) {
    RetryInfo retry =
        RetryInfo.newBuilder()
            .setRetryDelay(Duration.newBuilder().setSeconds(refused.retryAfterSeconds()))
            .build();
    return Status.newBuilder()
        .setCode(refused.reason().code().getNumber())
        .setMessage(refused.text())
        .addDetails(Any.pack(retry))
        .build()
        .toByteArray();
  }

  private static String percentEncoded(String message) {
    StringBuilder out = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b));
      }
    }
    return out.toString();
  }
}
