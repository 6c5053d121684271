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

/** The collector as its image runs it, on loopback and with a store of its own. */
public final class CollectorServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HostProcess process;
  private final int otlpGrpcPort;
  private final int otlpHttpPort;
  private final int apiPort;

  private CollectorServer(HostProcess process, int otlpGrpcPort, int otlpHttpPort, int apiPort) {
    this.process = process;
    this.otlpGrpcPort = otlpGrpcPort;
    this.otlpHttpPort = otlpHttpPort;
    this.apiPort = apiPort;
  }

  /** Starts one and waits until it is ready. */
  public static CollectorServer start() {
    int otlpGrpcPort = Loopback.freePort();
    int otlpHttpPort = Loopback.freePort();
    int apiPort = Loopback.freePort();
    HostProcess process =
        HostProcess.start(
            "collector",
            Map.of(
                "MEMORY_SYSTEM_DATA_DIR",
                temporaryFolder().toString(),
                "MEMORY_SYSTEM_OTLP_HOST",
                "127.0.0.1",
                "MEMORY_SYSTEM_OTLP_GRPC_PORT",
                Integer.toString(otlpGrpcPort),
                "MEMORY_SYSTEM_OTLP_HTTP_PORT",
                Integer.toString(otlpHttpPort),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(apiPort)),
            List.of(
                HostProcess.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Repository.path("collector/server/target/quarkus-app/quarkus-run.jar").toString()));
    var server = new CollectorServer(process, otlpGrpcPort, otlpHttpPort, apiPort);
    await("the collector is ready")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> server.get("/q/health/ready").contains("UP"));
    return server;
  }

  public int otlpGrpcPort() {
    return otlpGrpcPort;
  }

  public int otlpHttpPort() {
    return otlpHttpPort;
  }

  /** Requests acknowledged so far. */
  public double received(String protocol, String signal) {
    return new PrometheusText(get("/metrics"))
        .sum("memory_system_received_requests", protocol, signal);
  }

  public String get(String path) {
    return Loopback.get(apiPort, path);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Repository.path("e2e/tests/target/host")), "collector-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
