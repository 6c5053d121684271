package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.host.CollectorServer;
import dev.memorysystem.e2e.host.HostTest;
import dev.memorysystem.e2e.host.OpenTelemetryApplication;
import dev.memorysystem.e2e.host.OpenTelemetryCollector;
import java.time.Duration;
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
    assertAccepted(OpenTelemetryApplication.grpc(collector.otlpGrpcPort()), "grpc");
  }

  @Test
  void anSdkIsAcceptedOverHttp() {
    assertAccepted(OpenTelemetryApplication.http(collector.otlpHttpPort(), "none"), "http");
  }

  @Test
  void anSdkIsAcceptedOverHttpCompressed() {
    assertAccepted(OpenTelemetryApplication.http(collector.otlpHttpPort(), "gzip"), "http");
  }

  @Test
  void anOpenTelemetryCollectorIsAcceptedOverGrpcAndHttp() {
    try (OpenTelemetryCollector relay =
        OpenTelemetryCollector.forwardingTo(collector.otlpGrpcPort(), collector.otlpHttpPort())) {
      double grpc = collector.received("grpc", "metrics") + collector.received("grpc", "logs");
      double http = collector.received("http", "metrics") + collector.received("http", "logs");
      OpenTelemetryApplication application = OpenTelemetryApplication.grpc(relay.grpcPort());

      assertThat(application.send()).isTrue();

      for (String exporter : new String[] {"otlp", "otlphttp"}) {
        assertThat(relay.awaitSent(exporter, "metric_points", 1)).isZero();
        assertThat(relay.awaitSent(exporter, "log_records", 1)).isZero();
      }
      assertThat(collector.received("grpc", "metrics") + collector.received("grpc", "logs"))
          .isEqualTo(grpc + 2);
      assertThat(collector.received("http", "metrics") + collector.received("http", "logs"))
          .isEqualTo(http + 2);
      awaitKnown(application);
    }
  }

  private static void assertAccepted(OpenTelemetryApplication application, String protocol) {
    double metrics = collector.received(protocol, "metrics");
    double logs = collector.received(protocol, "logs");

    assertThat(application.send()).isTrue();

    assertThat(collector.received(protocol, "metrics")).isEqualTo(metrics + 1);
    assertThat(collector.received(protocol, "logs")).isEqualTo(logs + 1);
    awaitKnown(application);
  }

  /** Not only taken but understood: the process is listed. */
  private static void awaitKnown(OpenTelemetryApplication application) {
    await("the collector lists the process " + application.instanceId())
        .atMost(Duration.ofMinutes(1))
        .until(() -> collector.get("/api/v1/processes").contains(application.instanceId()));
  }
}
