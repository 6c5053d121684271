package dev.memorysystem.collector.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** An empty data directory and free OTLP ports on loopback. */
public final class FreshData implements QuarkusTestResourceLifecycleManager {
  private Path directory;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("collector-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "memory-system.data-dir", directory.toString(),
        "memory-system.otlp-host", "127.0.0.1",
        "memory-system.otlp-http-port", "0",
        "memory-system.otlp-grpc-port", "0");
  }

  @Override
  public void stop() {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
