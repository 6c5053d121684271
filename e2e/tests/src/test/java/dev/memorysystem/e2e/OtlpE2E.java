package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import dev.memorysystem.e2e.host.OpenTelemetryApplication;
import dev.memorysystem.e2e.host.OpenTelemetryCollector;
import java.time.Duration;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** OTLP as the rest of the world speaks it: OpenTelemetry's own SDK and its own Collector. */
@HostTest
@Order(5)
final class OtlpE2E {
  private static CollectorServer collector;

  @BeforeAll
  static void start() {
    collector = CollectorServer.start();
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @Test
  void anSdkIsAcceptedOverGrpc() {
    assertAccepted(OpenTelemetryApplication.grpc(collector.otlpGrpcPort()), Received::grpcSince);
  }

  @Test
  void anSdkIsAcceptedOverHttp() {
    assertAccepted(
        OpenTelemetryApplication.http(collector.otlpHttpPort(), "none"), Received::httpSince);
  }

  @Test
  void anSdkIsAcceptedOverHttpCompressed() {
    assertAccepted(
        OpenTelemetryApplication.http(collector.otlpHttpPort(), "gzip"), Received::httpSince);
  }

  @Test
  void anOpenTelemetryCollectorIsAcceptedOverGrpcAndHttp() {
    try (OpenTelemetryCollector relay =
        OpenTelemetryCollector.forwardingTo(collector.otlpGrpcPort(), collector.otlpHttpPort())) {
      Received before = Received.now();
      OpenTelemetryApplication application = OpenTelemetryApplication.grpc(relay.grpcPort());

      assertThat(application.send()).isTrue();

      for (String exporter : new String[] {"otlp", "otlphttp"}) {
        assertThat(relay.awaitSent(exporter, "metric_points", 1)).isZero();
        assertThat(relay.awaitSent(exporter, "log_records", 1)).isZero();
      }
      assertThat(Received.now().grpcSince(before)).isTrue();
      assertThat(Received.now().httpSince(before)).isTrue();
      awaitKnown(application);
    }
  }

  private static void assertAccepted(
      OpenTelemetryApplication application, BiPredicate<Received, Received> counted) {
    Received before = Received.now();

    assertThat(application.send()).isTrue();

    assertThat(counted.test(Received.now(), before)).isTrue();
    awaitKnown(application);
  }

  /** Requests acknowledged, as the collector counts them: nobody else sends to this one. */
  private record Received(
      double grpcMetrics, double grpcLogs, double httpMetrics, double httpLogs) {
    static Received now() {
      return new Received(
          collector.received("grpc", "metrics"),
          collector.received("grpc", "logs"),
          collector.received("http", "metrics"),
          collector.received("http", "logs"));
    }

    boolean grpcSince(Received before) {
      return grpcMetrics > before.grpcMetrics && grpcLogs > before.grpcLogs;
    }

    boolean httpSince(Received before) {
      return httpMetrics > before.httpMetrics && httpLogs > before.httpLogs;
    }
  }

  /** Not only taken but understood: the process is listed. */
  private static void awaitKnown(OpenTelemetryApplication application) {
    await("the collector lists the process " + application.instanceId())
        .atMost(Duration.ofMinutes(3))
        .until(() -> collector.get("/api/v1/processes").contains(application.instanceId()));
  }
}
