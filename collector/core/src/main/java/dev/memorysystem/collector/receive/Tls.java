package dev.memorysystem.collector.receive;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Set;
import javax.net.ssl.X509ExtendedKeyManager;

/** TLS of all ports that have it; a new certificate is shown to whoever connects from then on. */
public final class Tls {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  /**
   * Seconds for a handshake. As long as Vert.x would: after a restart all agents of a large cluster
   * come at once, and one that is cut off has to begin again.
   */
  private static final long HANDSHAKE_SECONDS = 10;

  private Tls() {}

  public static void secure(HttpServerOptions options, X509ExtendedKeyManager certificate) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setKeyCertOptions(KeyCertOptions.wrap(certificate));
  }
}
