package dev.memorysystem.agent.harness;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's key and certificate, that can be replaced while it runs; counts handshakes. */
public final class ServerIdentity extends X509ExtendedKeyManager {
  private final AtomicInteger handshakes = new AtomicInteger();
  private volatile TestCa.Leaf leaf;

  public ServerIdentity(TestCa.Leaf leaf) {
    this.leaf = leaf;
  }

  /** For all handshakes to come. */
  public void use(TestCa.Leaf other) {
    leaf = other;
  }

  /** Handshakes that came as far as a certificate. */
  public int handshakes() {
    return handshakes.get();
  }

  public SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new ServerIdentity[] {this}, null, null);
      // every connection shows the certificate
      context.getServerSessionContext().setSessionTimeout(1);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal[] issuers, SSLEngine engine) {
    if (!type.equals("EC")) {
      return null;
    }
    handshakes.incrementAndGet();
    return "server";
  }

  @Override
  public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return type.equals("EC") ? "server" : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return leaf.chain();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return leaf.key();
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return new String[] {"server"};
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(String[] type, Principal[] issuers, Socket socket) {
    return null;
  }
}
