package dev.memorysystem.e2e.host;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real OpenTelemetry Collector on loopback, made by its own builder from Go modules: what it
 * receives it forwards by OTLP.
 */
public final class OpenTelemetryCollector implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HostProcess process;
  private final int grpcPort;
  private final int httpPort;
  private final int telemetryPort;

  private OpenTelemetryCollector(
      HostProcess process, int grpcPort, int httpPort, int telemetryPort) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
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
    return start(List.of(), config, grpcPort, 0, telemetryPort);
  }

  /**
   * Starts one that acknowledges what is in a queue on disk, synced, and forwards it from there to
   * a sink that takes everything.
   *
   * @param prefix a command that runs it, for example {@code taskset -c 0}; or nothing
   */
  public static OpenTelemetryCollector storing(List<String> prefix) {
    int httpPort = Loopback.freePort();
    int telemetryPort = Loopback.freePort();
    Path config = Repository.path("e2e/tests/target/host/otelcol-storing.yaml");
    write(
        config,
        """
        extensions:
          file_storage: {directory: %s, fsync: true}
        receivers:
          otlp:
            protocols:
              http: {endpoint: "127.0.0.1:%d"}
        exporters:
          otlphttp:
            endpoint: "http://127.0.0.1:%d"
            sending_queue: {storage: file_storage, queue_size: 100000, block_on_overflow: true}
        service:
          extensions: [file_storage]
          telemetry:
            metrics:
              level: normal
              readers:
                - pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}
          pipelines:
            metrics: {receivers: [otlp], exporters: [otlphttp]}
            logs: {receivers: [otlp], exporters: [otlphttp]}
        """
            .formatted(CollectorServer.temporaryFolder(), httpPort, Sink.port(), telemetryPort));
    return start(prefix, config, 0, httpPort, telemetryPort);
  }

  private static OpenTelemetryCollector start(
      List<String> prefix, Path config, int grpcPort, int httpPort, int telemetryPort) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(binary(), "--config", config.toString()));
    var collector =
        new OpenTelemetryCollector(
            HostProcess.start("otelcol", Map.of(), command), grpcPort, httpPort, telemetryPort);
    collector.process.awaitText("Everything is ready");
    return collector;
  }

  public int httpPort() {
    return httpPort;
  }

  /** Waits until all that was received has been forwarded. */
  public void awaitForwarded(Duration atMost) {
    await("the OpenTelemetry Collector has forwarded all")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> waiting("metric_points") <= 0 && waiting("log_records") <= 0);
  }

  private double waiting(String what) {
    PrometheusText metrics = metrics();
    return metrics.sum("otelcol_receiver_accepted_" + what)
        - metrics.sum("otelcol_exporter_sent_" + what);
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
