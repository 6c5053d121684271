package dev.memorysystem.e2e.host;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real OpenTelemetry Collector on loopback, made by its own builder from Go modules: what it
 * receives it forwards by OTLP over gRPC and over HTTP.
 */
public final class OpenTelemetryCollector implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HostProcess process;
  private final int grpcPort;
  private final int telemetryPort;

  private OpenTelemetryCollector(HostProcess process, int grpcPort, int telemetryPort) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.telemetryPort = telemetryPort;
  }

  /** Starts one that forwards to the two ports. */
  public static OpenTelemetryCollector forwardingTo(int grpc, int http) {
    int grpcPort = Loopback.freePort();
    int telemetryPort = Loopback.freePort();
    Path config = Repository.path("e2e/tests/target/host/otelcol.yaml");
    write(
        config,
        """
        receivers:
          otlp:
            protocols:
              grpc: {endpoint: "127.0.0.1:%d"}
        exporters:
          otlp: {endpoint: "127.0.0.1:%d", tls: {insecure: true}}
          otlphttp: {endpoint: "http://127.0.0.1:%d"}
        service:
          telemetry:
            metrics:
              level: normal
              readers:
                - pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}
          pipelines:
            metrics: {receivers: [otlp], exporters: [otlp, otlphttp]}
            logs: {receivers: [otlp], exporters: [otlp, otlphttp]}
        """
            .formatted(grpcPort, grpc, http, telemetryPort));
    var collector =
        new OpenTelemetryCollector(
            HostProcess.start(
                "otelcol", Map.of(), List.of(binary(), "--config", config.toString())),
            grpcPort,
            telemetryPort);
    collector.process.awaitText("Everything is ready");
    return collector;
  }

  public int grpcPort() {
    return grpcPort;
  }

  /** Waits until the exporter says that it sent so many, and returns how many failed. */
  public double awaitSent(String exporter, String what, double count) {
    await("%s of the OpenTelemetry Collector sent %.0f %s".formatted(exporter, count, what))
        .atMost(PATIENCE)
        .until(() -> metrics().sum("otelcol_exporter_sent_" + what, exporter) >= count);
    return metrics().sum("otelcol_exporter_send_failed_" + what, exporter);
  }

  private PrometheusText metrics() {
    return new PrometheusText(Loopback.get(telemetryPort, "/metrics"));
  }

  private static String binary() {
    HostProcess build =
        HostProcess.start(
            "otelcol-build", Map.of(), List.of(Repository.path("e2e/tests/otelcol").toString()));
    if (build.exitCode(Duration.ofMinutes(10)) != 0) {
      throw new AssertionError(build.errors());
    }
    return build.output().strip();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
