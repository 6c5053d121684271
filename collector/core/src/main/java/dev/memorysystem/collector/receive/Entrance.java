package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Gate;
import dev.memorysystem.collector.identity.IdentityFiles;
import org.jspecify.annotations.Nullable;

/**
 * A pair of OTLP ports.
 *
 * @param httpPort 0 for any free one, as {@code grpcPort}
 * @param gate who may come in there
 * @param certificate TLS with what is in these files, as they change; plain when absent
 */
public record Entrance(int httpPort, int grpcPort, Gate gate, @Nullable IdentityFiles certificate) {
  /** Plain, for anybody. */
  public static Entrance open(int httpPort, int grpcPort) {
    return new Entrance(httpPort, grpcPort, Gate.OPEN, null);
  }
}
