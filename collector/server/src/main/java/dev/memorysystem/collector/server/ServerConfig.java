package dev.memorysystem.collector.server;

import dev.memorysystem.collector.CollectorConfig;
import dev.memorysystem.collector.IdentityConfig;
import dev.memorysystem.collector.identity.IdentitySettings;
import dev.memorysystem.collector.pipeline.Retention;
import dev.memorysystem.collector.read.ReadLimits;
import dev.memorysystem.collector.receive.Limits;
import dev.memorysystem.collector.receive.NamespaceLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The collector's configuration from the environment: {@code memory-system.data-dir} is {@code
 * MEMORY_SYSTEM_DATA_DIR}, and so on.
 */
@Singleton
public class ServerConfig {
  static final String KUBERNETES = "kubernetes";
  static final String IDENTITY_DIRECTORY = "/etc/memory-system/identity";

  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final String OPEN = "open";
  private static final String READERS = "readers";

  private final CollectorConfig collector;
  private final boolean workloadMetricsOpen;

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
          long databaseBytes,
      @ConfigProperty(name = "memory-system.identity", defaultValue = NONE) String identity,
      @ConfigProperty(name = "memory-system.identity-dir", defaultValue = IDENTITY_DIRECTORY)
          Path identityDirectory,
      @ConfigProperty(name = "memory-system.audience", defaultValue = "memory-system")
          String audience,
      @ConfigProperty(
              name = "memory-system.operator",
              defaultValue = "system:serviceaccount:memory-system:memory-system-operator")
          String operator,
      @ConfigProperty(name = "memory-system.readers") Optional<Set<String>> readers,
      @ConfigProperty(name = "memory-system.plaintext", defaultValue = "false") boolean plaintext,
      @ConfigProperty(name = "memory-system.otlp-http-tls-port", defaultValue = "4328")
          int httpTlsPort,
      @ConfigProperty(name = "memory-system.otlp-grpc-tls-port", defaultValue = "4327")
          int grpcTlsPort,
      @ConfigProperty(name = "memory-system.namespace-requests-per-second", defaultValue = "200")
          double namespaceRequests,
      @ConfigProperty(name = "memory-system.namespace-bytes-per-second", defaultValue = "8388608")
          double namespaceBytes,
      @ConfigProperty(name = "memory-system.namespace-processes", defaultValue = "2000")
          int namespaceProcesses,
      @ConfigProperty(name = "memory-system.namespace-reads-per-second", defaultValue = "20")
          double namespaceReads,
      @ConfigProperty(name = "memory-system.namespace-rows-per-second", defaultValue = "5000")
          double namespaceRows,
      @ConfigProperty(name = "memory-system.namespace-streams", defaultValue = "20")
          int namespaceStreams,
      @ConfigProperty(name = "memory-system.metrics-workloads", defaultValue = READERS)
          String workloadMetrics) {
    if (!role.equals(ALL)) {
      throw new IllegalArgumentException(
          "MEMORY_SYSTEM_ROLE is '%s'; this version has one role, '%s'".formatted(role, ALL));
    }
    workloadMetricsOpen =
        isFirst("MEMORY_SYSTEM_METRICS_WORKLOADS", workloadMetrics, OPEN, READERS);
    boolean kubernetes = isFirst("MEMORY_SYSTEM_IDENTITY", identity, KUBERNETES, NONE);
    collector =
        new CollectorConfig(
            dataDirectory,
            host,
            httpPort,
            grpcPort,
            new Limits(requestBytes, inflatedBytes, inFlightBytes),
            new Retention(seriesRetention, processRetention, workloadRetention, databaseBytes),
            kubernetes
                ? new IdentityConfig.Kubernetes(
                    new IdentitySettings(
                        identityDirectory, audience, operator, readers.orElse(Set.of())),
                    httpTlsPort,
                    grpcTlsPort,
                    plaintext,
                    new NamespaceLimits(namespaceRequests, namespaceBytes, namespaceProcesses),
                    new ReadLimits(namespaceReads, namespaceRows, namespaceStreams))
                : new IdentityConfig.None());
  }

  private static boolean isFirst(String name, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          "%s is '%s'; it can be '%s' or '%s'".formatted(name, value, first, second));
    }
    return value.equals(first);
  }

  /** Whether callers are told apart. */
  boolean identity() {
    return collector.identity() instanceof IdentityConfig.Kubernetes;
  }

  /** Whether metrics that name workloads are for everybody. */
  boolean workloadMetricsOpen() {
    return workloadMetricsOpen || !identity();
  }

  public CollectorConfig collector() {
    return collector;
  }
}
