package dev.memorysystem.e2e.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * An application with OpenTelemetry's own Java SDK: it sends its memory as a metric and one log
 * record, and knows whether both were accepted.
 */
public final class OpenTelemetryApplication {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "Bearer ";
  private static final AttributeKey<String> MEMORY_TYPE = AttributeKey.stringKey("jvm.memory.type");
  private static final AttributeKey<String> MEMORY_POOL =
      AttributeKey.stringKey("jvm.memory.pool.name");

  private final String instanceId = UUID.randomUUID().toString();
  private final MetricExporter metrics;
  private final LogRecordExporter logs;
  private final Attributes pod;

  private OpenTelemetryApplication(MetricExporter metrics, LogRecordExporter logs, Attributes pod) {
    this.metrics = metrics;
    this.logs = logs;
    this.pod = pod;
  }

  public static OpenTelemetryApplication grpc(int port) {
    String endpoint = "http://127.0.0.1:" + port;
    return new OpenTelemetryApplication(
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE).build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE).build(),
        Attributes.empty());
  }

  /**
   * Over TLS, with a token.
   *
   * @param authority PEM of who signed the server's certificate
   * @param pod {@code k8s.*} attributes of the pod that it says it runs in
   */
  public static OpenTelemetryApplication grpc(
      int port, String authority, String token, Attributes pod) {
    String endpoint = "https://localhost:" + port;
    byte[] trusted = authority.getBytes(UTF_8);
    return new OpenTelemetryApplication(
        OtlpGrpcMetricExporter.builder()
            .setEndpoint(endpoint)
            .setTrustedCertificates(trusted)
            .addHeader(AUTHORIZATION, BEARER + token)
            .setTimeout(PATIENCE)
            .build(),
        OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(endpoint)
            .setTrustedCertificates(trusted)
            .addHeader(AUTHORIZATION, BEARER + token)
            .setTimeout(PATIENCE)
            .build(),
        pod);
  }

  /** As {@link #grpc(int, String, String, Attributes)}, by HTTP. */
  public static OpenTelemetryApplication http(
      int port, String authority, String token, Attributes pod) {
    String endpoint = "https://localhost:" + port;
    byte[] trusted = authority.getBytes(UTF_8);
    return new OpenTelemetryApplication(
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setTrustedCertificates(trusted)
            .addHeader(AUTHORIZATION, BEARER + token)
            .setTimeout(PATIENCE)
            .build(),
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setTrustedCertificates(trusted)
            .addHeader(AUTHORIZATION, BEARER + token)
            .setTimeout(PATIENCE)
            .build(),
        pod);
  }

  /**
   * @param compression gzip or none
   */
  public static OpenTelemetryApplication http(int port, String compression) {
    String endpoint = "http://127.0.0.1:" + port;
    return new OpenTelemetryApplication(
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setCompression(compression)
            .setTimeout(PATIENCE)
            .build(),
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setCompression(compression)
            .setTimeout(PATIENCE)
            .build(),
        Attributes.empty());
  }

  /** service.instance.id of what it sends. */
  public String instanceId() {
    return instanceId;
  }

  /** Sends a metric and a log record; true when both were accepted. */
  public boolean send() {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "otel-application")
                .put("service.instance.id", instanceId)
                .putAll(pod)
                .build());
    try (SdkMeterProvider meters =
            SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(
                    PeriodicMetricReader.builder(metrics).setInterval(Duration.ofDays(1)).build())
                .build();
        SdkLoggerProvider loggers =
            SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                .build()) {
      Runtime runtime = Runtime.getRuntime();
      meters
          .get("e2e")
          .upDownCounterBuilder("jvm.memory.used")
          .setUnit("By")
          .buildWithCallback(
              measurement ->
                  measurement.record(
                      runtime.totalMemory() - runtime.freeMemory(),
                      Attributes.of(MEMORY_TYPE, "heap", MEMORY_POOL, "G1 Old Gen")));
      loggers.get("e2e").logRecordBuilder().setBody("a log record of someone else's").emit();
      return accepted(meters.forceFlush()) & accepted(loggers.forceFlush());
    }
  }

  private static boolean accepted(CompletableResultCode result) {
    return result.join(PATIENCE.toSeconds(), TimeUnit.SECONDS).isSuccess();
  }
}
