package dev.memorysystem.collector.server;

import dev.memorysystem.collector.CollectorConfig;
import dev.memorysystem.collector.pipeline.Retention;
import dev.memorysystem.collector.receive.Limits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The collector's configuration from the environment: {@code memory-system.data-dir} is {@code
 * MEMORY_SYSTEM_DATA_DIR}, and so on.
 */
@Singleton
public class ServerConfig {
  private static final String ALL = "all";

  private final CollectorConfig collector;

  /**
   * @throws IllegalArgumentException when a value cannot be; the message names it
   */
  @Inject
  public ServerConfig(
      @ConfigProperty(name = "memory-system.role", defaultValue = ALL) String role,
      @ConfigProperty(name = "memory-system.data-dir", defaultValue = "/data") Path dataDirectory,
      @ConfigProperty(name = "memory-system.otlp-host", defaultValue = "0.0.0.0") String host,
      @ConfigProperty(name = "memory-system.otlp-http-port", defaultValue = "4318") int httpPort,
      @ConfigProperty(name = "memory-system.otlp-grpc-port", defaultValue = "4317") int grpcPort,
      @ConfigProperty(name = "memory-system.max-request-bytes", defaultValue = "4194304")
          long requestBytes,
      @ConfigProperty(name = "memory-system.max-inflated-bytes", defaultValue = "16777216")
          long inflatedBytes,
      @ConfigProperty(name = "memory-system.max-in-flight-bytes", defaultValue = "33554432")
          long inFlightBytes,
      @ConfigProperty(name = "memory-system.retention-series", defaultValue = "P3D")
          Duration seriesRetention,
      @ConfigProperty(name = "memory-system.retention-processes", defaultValue = "P1D")
          Duration processRetention,
      @ConfigProperty(name = "memory-system.retention-workloads", defaultValue = "P30D")
          Duration workloadRetention,
      @ConfigProperty(name = "memory-system.max-database-bytes", defaultValue = "0")
          long databaseBytes) {
    if (!role.equals(ALL)) {
      throw new IllegalArgumentException(
          "MEMORY_SYSTEM_ROLE is '%s'; this version has one role, '%s'".formatted(role, ALL));
    }
    collector =
        new CollectorConfig(
            dataDirectory,
            host,
            httpPort,
            grpcPort,
            new Limits(requestBytes, inflatedBytes, inFlightBytes),
            new Retention(seriesRetention, processRetention, workloadRetention, databaseBytes));
  }

  public CollectorConfig collector() {
    return collector;
  }
}
