package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.Series;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real OpenTelemetry SDK, with its own exporters, against a real collector. */
class OpenTelemetrySdkTest {
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Resource RESOURCE =
      Resource.create(
          Attributes.builder()
              .put("service.name", "orders-service")
              .put("service.instance.id", "sdk-1")
              .put("k8s.namespace.name", "shop")
              .put("k8s.deployment.name", "orders")
              .put("k8s.container.name", "app")
              .build());

  @TempDir Path data;
  private Collector collector;

  @BeforeEach
  void start() throws Exception {
    collector = Collector.start(CollectorConfig.embedded(data));
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void grpc() throws Exception {
    String endpoint = "http://127.0.0.1:" + collector.otlpGrpcPort();
    exports(
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build());
  }

  @Test
  void grpcWithGzip() throws Exception {
    String endpoint = "http://127.0.0.1:" + collector.otlpGrpcPort();
    exports(
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).setCompression("gzip").build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).setCompression("gzip").build());
  }

  @Test
  void http() throws Exception {
    String endpoint = "http://127.0.0.1:" + collector.otlpHttpPort();
    exports(
        OtlpHttpMetricExporter.builder().setEndpoint(endpoint + "/v1/metrics").build(),
        OtlpHttpLogRecordExporter.builder().setEndpoint(endpoint + "/v1/logs").build());
  }

  @Test
  void httpWithGzip() throws Exception {
    String endpoint = "http://127.0.0.1:" + collector.otlpHttpPort();
    exports(
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setCompression("gzip")
            .build(),
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setCompression("gzip")
            .build());
  }

  @Test
  void tracesFailForTheSenderAndNothingElse() throws Exception {
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + collector.otlpHttpPort() + "/v1/traces")
            .build();
    try (SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      traces.get("test").spanBuilder("span").startSpan().end();
      assertThat(traces.forceFlush().join(30, TimeUnit.SECONDS).isDone()).isTrue();
    }
    assertThat(collector.trouble()).isEmpty();
  }

  private void exports(MetricExporter metrics, LogRecordExporter logs) throws Exception {
    try (SdkMeterProvider meters =
            SdkMeterProvider.builder()
                .setResource(RESOURCE)
                .registerMetricReader(
                    PeriodicMetricReader.builder(metrics).setInterval(Duration.ofHours(1)).build())
                .build();
        SdkLoggerProvider loggers =
            SdkLoggerProvider.builder()
                .setResource(RESOURCE)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
                .build()) {
      meters
          .get("test")
          .upDownCounterBuilder("jvm.memory.used")
          .build()
          .add(12345, Attributes.of(AttributeKey.stringKey("jvm.memory.pool.name"), "Eden"));
      meters.get("test").counterBuilder("http.requests").build().add(1);
      loggers
          .get("test")
          .logRecordBuilder()
          .setAttribute(AttributeKey.stringKey("event.name"), "memory.live_set")
          .setTimestamp(Instant.now())
          .setSeverity(Severity.INFO)
          .setAttribute(AttributeKey.longKey("memory.live_set.floor"), 777_000_000L)
          .emit();
      assertThat(meters.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(loggers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(collector.settle(Duration.ofSeconds(30))).isTrue();
    ProcessInfo process = collector.processes().getFirst();
    assertThat(process.instanceId()).isEqualTo("sdk-1");
    assertThat(process.workload()).isEqualTo(ORDERS);
    assertThat(process.agentVersion()).isNull();
    assertThat(process.memory().liveSet()).isEqualTo(777_000_000L);
    List<Series> used = series("jvm.memory.used");
    assertThat(used)
        .singleElement()
        .extracting(Series::attributes)
        .isEqualTo("jvm.memory.pool.name=Eden");
    assertThat(used.getFirst().minutes().getFirst().last()).isEqualTo(12345);
    assertThat(series("http.requests")).isEmpty();
  }

  private List<Series> series(String metric) throws Exception {
    return collector
        .series(
            ORDERS,
            metric,
            Instant.now().minus(Duration.ofHours(1)),
            Instant.now().plus(Duration.ofHours(1)),
            1000)
        .series();
  }
}
