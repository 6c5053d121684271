package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.log.SignalKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP (OTLP specification 1.x): {@code POST /v1/logs} and {@code POST /v1/metrics}. */
final class OtlpHttp implements Handler<HttpServerRequest> {
  private final Admission admission;
  private final Intake intake;
  private final MemoryLimiter limiter;
  private final ReceiveMetrics metrics;
  private final long maxBytes;

  /**
   * @param maxBytes largest body as sent
   */
  OtlpHttp(
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

  private record Accepted(SignalKind kind, Format format, boolean gzip) {}

  @Override
  public void handle(HttpServerRequest request) {
    Format answer = Format.of(header(request, HttpHeaders.CONTENT_TYPE)).orElse(Format.JSON);
    MemoryLimiter.Reservation reservation = limiter.open();
    body(request, reservation)
        .onComplete(
            result -> {
              reservation.close();
              if (result.succeeded()) {
                succeed(request.response(), answer);
              } else {
                fail(
                    request.response(),
                    answer,
                    metrics.refused(ReceiveMetrics.HTTP, result.cause()));
              }
            });
  }

  private Future<Integer> body(HttpServerRequest request, MemoryLimiter.Reservation reservation) {
    try {
      Admission.Sender sender = admission.admit(request);
      sender.quota().ifPresent(reservation::chargeTo);
      Accepted accepted = accept(request);
      return BodyReader.read(request, maxBytes, reservation)
          .compose(
              body ->
                  Future.fromCompletionStage(
                      intake.accept(
                          sender,
                          accepted.kind(),
                          accepted.format(),
                          accepted.gzip(),
                          body,
                          reservation),
                      io.vertx.core.Vertx.currentContext()))
          .onSuccess(bytes -> metrics.received(ReceiveMetrics.HTTP, accepted.kind(), bytes));
    } catch (Refused refused) {
      return BodyReader.refuse(request, refused, limiter).map(ignored -> 0);
    }
  }

  private static Accepted accept(HttpServerRequest request) throws Refused {
    SignalKind kind = kind(request.path());
    if (!request.method().equals(HttpMethod.POST)) {
      throw new Refused(
          Refused.Reason.METHOD, "%s is not allowed here; use POST".formatted(request.method()));
    }
    String contentType = header(request, HttpHeaders.CONTENT_TYPE);
    Format format =
        Format.of(contentType)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.MEDIA_TYPE,
                        "Content-Type must be application/x-protobuf or application/json"));
    String encoding = header(request, HttpHeaders.CONTENT_ENCODING).toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> new Accepted(kind, format, false);
      case "gzip", "x-gzip" -> new Accepted(kind, format, true);
      default ->
          throw new Refused(
              Refused.Reason.MEDIA_TYPE, "Content-Encoding must be gzip, identity or absent");
    };
  }

  private static SignalKind kind(@Nullable String path) throws Refused {
    return switch (path == null ? "" : path) {
      case "/v1/logs" -> SignalKind.LOGS;
      case "/v1/metrics" -> SignalKind.METRICS;
      case "/v1/traces" ->
          throw new Refused(
              Refused.Reason.NOT_FOUND,
              "this collector takes metrics and logs, no traces; send traces elsewhere, or set"
                  + " OTEL_TRACES_EXPORTER=none");
      default ->
          throw new Refused(
              Refused.Reason.NOT_FOUND, "there is only POST /v1/metrics and POST /v1/logs here");
    };
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    String value = request.getHeader(name);
    return value == null ? "" : value.trim();
  }

  private static void succeed(HttpServerResponse response, Format format) {
    if (!response.closed()) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
          .end(Buffer.buffer(format.success()));
    }
  }

  private static void fail(HttpServerResponse response, Format format, Refused refused) {
    if (response.closed()) {
      return;
    }
    Refused.Reason reason = refused.reason();
    response
        .setStatusCode(reason.httpStatus())
        .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType());
    if (reason.retryable()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refused.retryAfterSeconds()));
    }
    if (reason == Refused.Reason.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"memory-system\"");
    }
    if (reason == Refused.Reason.METHOD) {
      response.putHeader(HttpHeaders.ALLOW, "POST");
    }
    if (reason == Refused.Reason.MEDIA_TYPE) {
      response.putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, identity");
    }
    response.end(Buffer.buffer(format.error(refused)));
  }
}
