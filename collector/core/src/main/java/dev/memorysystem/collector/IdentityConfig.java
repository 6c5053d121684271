package dev.memorysystem.collector;

import dev.memorysystem.collector.identity.IdentitySettings;
import dev.memorysystem.collector.read.ReadLimits;
import dev.memorysystem.collector.receive.NamespaceLimits;

/** Whether callers are told apart. */
public sealed interface IdentityConfig {
  /** They are not: plain ports for anybody, on a laptop. */
  record None() implements IdentityConfig {}

  /**
   * By ServiceAccount tokens, over TLS.
   *
   * @param otlpHttpPort TLS; 0 for any free one, as {@code otlpGrpcPort}
   * @param plaintext the plain OTLP ports are open as well, for agents of version 0.1
   */
  record Kubernetes(
      IdentitySettings settings,
      int otlpHttpPort,
      int otlpGrpcPort,
      boolean plaintext,
      NamespaceLimits limits,
      ReadLimits reads)
      implements IdentityConfig {
    public static final int OTLP_GRPC_PORT = 4327;
    public static final int OTLP_HTTP_PORT = 4328;
  }
}
