package dev.memorysystem.operator.certificate;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Serves with what the collector's Secret holds at each handshake, as the collector does. */
public final class CollectorCertificate extends X509ExtendedKeyManager {
  private static final String ALIAS = "collector";

  private final KubernetesClient client;

  private CollectorCertificate(KubernetesClient client) {
    this.client = client;
  }

  public static SSLContext ofSecret(KubernetesClient client) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new CollectorCertificate(client)}, null, null);
    return context;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal[] issuers, SSLEngine engine) {
    return keyType.equals("EC") && !text(ServingSecret.KEY).isEmpty() ? ALIAS : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    try {
      return Pem.certificates(text(ServingSecret.CERTIFICATE)).toArray(X509Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    try {
      return Pem.key(text(ServingSecret.KEY), "EC");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return ALIAS;
  }

  private String text(String key) {
    return new ReleaseSecret(client, "memory-system", "memory-system-collector")
        .read()
        .text(key)
        .orElse("");
  }
}
