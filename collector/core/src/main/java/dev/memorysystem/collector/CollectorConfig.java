package dev.memorysystem.collector;

import dev.memorysystem.collector.pipeline.Retention;
import dev.memorysystem.collector.receive.Limits;
import java.nio.file.Path;

/**
 * What a collector needs to know.
 *
 * @param dataDirectory created when missing; one collector at a time may use it
 * @param bindHost address the OTLP ports listen on
 * @param otlpHttpPort plain; 0 for any free one, as {@code otlpGrpcPort}
 */
public record CollectorConfig(
    Path dataDirectory,
    String bindHost,
    int otlpHttpPort,
    int otlpGrpcPort,
    Limits limits,
    Retention retention,
    IdentityConfig identity) {
  /** OTLP's registered ports. */
  public static final int OTLP_GRPC_PORT = 4317;

  public static final int OTLP_HTTP_PORT = 4318;

  /** Callers are not told apart. */
  public CollectorConfig(
      Path dataDirectory,
      String bindHost,
      int otlpHttpPort,
      int otlpGrpcPort,
      Limits limits,
      Retention retention) {
    this(
        dataDirectory,
        bindHost,
        otlpHttpPort,
        otlpGrpcPort,
        limits,
        retention,
        new IdentityConfig.None());
  }

  /** On free loopback ports, for use within another program. */
  public static CollectorConfig embedded(Path dataDirectory) {
    return new CollectorConfig(dataDirectory, "127.0.0.1", 0, 0, Limits.DEFAULT, Retention.DEFAULT);
  }
}
