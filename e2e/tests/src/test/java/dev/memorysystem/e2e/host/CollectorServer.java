package dev.memorysystem.e2e.host;

import static org.awaitility.Awaitility.await;

import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The collector as its image runs it, on loopback and with a store of its own. */
public final class CollectorServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HostProcess process;
  private final int otlpGrpcPort;
  private final int otlpHttpPort;
  private final int apiPort;
  private final int apiTlsPort;

  private CollectorServer(
      HostProcess process, int otlpGrpcPort, int otlpHttpPort, int apiPort, int apiTlsPort) {
    this.process = process;
    this.otlpGrpcPort = otlpGrpcPort;
    this.otlpHttpPort = otlpHttpPort;
    this.apiPort = apiPort;
    this.apiTlsPort = apiTlsPort;
  }

  /** Starts one and waits until it is ready. */
  public static CollectorServer start() {
    return start(temporaryFolder(), List.of(), List.of());
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param data its data directory
   * @param prefix a command that runs the JVM, for example {@code taskset -c 0}; or nothing
   */
  public static CollectorServer start(Path data, List<String> prefix, List<String> jvmFlags) {
    return start(data, prefix, jvmFlags, Map.of());
  }

  /**
   * The same with TLS and tokens, as the chart runs it: the OTLP ports and {@link #apiTlsPort} ask
   * for both.
   *
   * @param identity directory of certificate, key and what tokens are checked by
   */
  public static CollectorServer secured(
      Path data, List<String> prefix, List<String> jvmFlags, Path identity) {
    return start(
        data,
        prefix,
        jvmFlags,
        Map.of(
            "MEMORY_SYSTEM_IDENTITY",
            "kubernetes",
            "MEMORY_SYSTEM_IDENTITY_DIR",
            identity.toString(),
            "MEMORY_SYSTEM_READERS",
            "system:serviceaccount:memory-system:memory-system-reader"));
  }

  private static CollectorServer start(
      Path data, List<String> prefix, List<String> jvmFlags, Map<String, String> identity) {
    boolean secured = !identity.isEmpty();
    String otlp = secured ? "_TLS_PORT" : "_PORT";
    int otlpGrpcPort = Loopback.freePort();
    int otlpHttpPort = Loopback.freePort();
    int apiPort = Loopback.freePort();
    int apiTlsPort = Loopback.freePort();
    List<String> command = new ArrayList<>(prefix);
    command.add(HostProcess.java());
    command.addAll(jvmFlags);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            Repository.path("collector/server/target/quarkus-app/quarkus-run.jar").toString()));
    Map<String, String> environment = new HashMap<>(identity);
    environment.put("MEMORY_SYSTEM_DATA_DIR", data.toString());
    environment.put("MEMORY_SYSTEM_OTLP_HOST", "127.0.0.1");
    environment.put("MEMORY_SYSTEM_OTLP_GRPC" + otlp, Integer.toString(otlpGrpcPort));
    environment.put("MEMORY_SYSTEM_OTLP_HTTP" + otlp, Integer.toString(otlpHttpPort));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(apiPort));
    environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(apiTlsPort));
    HostProcess process = HostProcess.start("collector", environment, command);
    var server = new CollectorServer(process, otlpGrpcPort, otlpHttpPort, apiPort, apiTlsPort);
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

  public int apiTlsPort() {
    return apiTlsPort;
  }

  /** Sum of one of its own metrics. */
  public double metric(String name) {
    return new PrometheusText(get("/metrics")).sum(name);
  }

  /** Memory of the process that is in RAM. */
  public long residentBytes() {
    return process.residentBytes();
  }

  /** SIGKILL, in the middle of whatever it does. */
  public void kill() {
    process.kill();
  }

  public String get(String path) {
    return Loopback.get(apiPort, path);
  }

  /** An empty folder for its data. */
  public static Path temporaryFolder() {
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
