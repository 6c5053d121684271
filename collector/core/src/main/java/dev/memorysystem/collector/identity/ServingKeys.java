package dev.memorysystem.collector.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives each TLS handshake the serving certificate that is current when it begins. The server need
 * not be told of a new one: Vert.x' own way to tell it (updateSSLOptions, 4.5) drops connections
 * that arrive meanwhile.
 */
final class ServingKeys extends X509ExtendedKeyManager {
  /** A handshake asks for an alias first, and then for what is under it. */
  private record Generations(
      long number, ServingCertificate current, @Nullable ServingCertificate before) {}

  private volatile Generations generations;

  ServingKeys(ServingCertificate certificate) {
    generations = new Generations(0, certificate, null);
  }

  /** Called by one thread at a time. */
  void show(ServingCertificate certificate) {
    Generations known = generations;
    generations = new Generations(known.number() + 1, certificate, known.current());
  }

  private @Nullable String alias(String keyType) {
    Generations known = generations;
    return known.current().privateKey().getAlgorithm().equals(keyType)
        ? Long.toString(known.number())
        : null;
  }

  private ServingCertificate certificate(String alias) {
    Generations known = generations;
    ServingCertificate before = known.before();
    return before == null || alias.equals(Long.toString(known.number())) ? known.current() : before;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return alias(keyType);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return certificate(alias).certificates().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return certificate(alias).privateKey();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? new String[0] : new String[] {alias};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
