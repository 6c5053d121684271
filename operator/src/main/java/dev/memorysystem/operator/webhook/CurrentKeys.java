package dev.memorysystem.operator.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives each TLS handshake the certificate that is current when it begins. Vert.x' own way to
 * change it (updateSSLOptions, 4.5) drops connections that arrive meanwhile.
 */
final class CurrentKeys extends X509ExtendedKeyManager {
  /** A handshake asks for an alias first, and then for what is under it. */
  private record Generations(
      long number, X509ExtendedKeyManager current, X509ExtendedKeyManager before) {}

  private volatile Generations generations;

  CurrentKeys(Vertx vertx, KeyCertOptions keys) throws Exception {
    X509ExtendedKeyManager first = manager(vertx, keys);
    generations = new Generations(0, first, first);
  }

  synchronized void show(Vertx vertx, KeyCertOptions keys) throws Exception {
    X509ExtendedKeyManager next = manager(vertx, keys);
    Generations known = generations;
    generations = new Generations(known.number() + 1, next, known.current());
  }

  private static X509ExtendedKeyManager manager(Vertx vertx, KeyCertOptions keys) throws Exception {
    return Arrays.stream(keys.getKeyManagerFactory(vertx).getKeyManagers())
        .filter(X509ExtendedKeyManager.class::isInstance)
        .map(X509ExtendedKeyManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The manager's own alias behind the number of its generation. */
  private static @Nullable String numbered(Generations known, @Nullable String alias) {
    return alias == null ? null : known.number() + " " + alias;
  }

  private X509ExtendedKeyManager manager(String alias) {
    Generations known = generations;
    return alias.startsWith(known.number() + " ") ? known.current() : known.before();
  }

  private static String own(String alias) {
    return alias.substring(alias.indexOf(' ') + 1);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Generations known = generations;
    return numbered(known, known.current().chooseEngineServerAlias(keyType, issuers, engine));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    Generations known = generations;
    return numbered(known, known.current().chooseServerAlias(keyType, issuers, socket));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return manager(alias).getCertificateChain(own(alias));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return manager(alias).getPrivateKey(own(alias));
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    Generations known = generations;
    String[] aliases = known.current().getServerAliases(keyType, issuers);
    return aliases == null
        ? null
        : Arrays.stream(aliases).map(alias -> numbered(known, alias)).toArray(String[]::new);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
