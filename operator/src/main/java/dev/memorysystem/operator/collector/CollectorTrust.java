package dev.memorysystem.operator.collector;

import dev.memorysystem.operator.certificate.Pem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities as they are now, and nobody else; names are checked as for any HTTPS. */
final class CollectorTrust extends X509ExtendedTrustManager {
  private final Supplier<Optional<String>> authorities;
  private volatile @Nullable Known known;

  private record Known(String pem, X509ExtendedTrustManager trust) {}

  /**
   * @param authorities PEM, asked at every handshake; empty: nobody is trusted
   */
  CollectorTrust(Supplier<Optional<String>> authorities) {
    this.authorities = authorities;
  }

  SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {this}, null);
    return context;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    current().checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    current().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("without a connection there is no name to check");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw notAServer();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static CertificateException notAServer() {
    return new CertificateException("this is for calling a server, not for being one");
  }

  private X509ExtendedTrustManager current() throws CertificateException {
    String pem =
        authorities
            .get()
            .orElseThrow(
                () -> new CertificateException("the collector's authority is not known yet"));
    Known before = known;
    if (before != null && before.pem().equals(pem)) {
      return before.trust();
    }
    Known now = new Known(pem, trusting(Pem.certificates(pem)));
    known = now;
    return now.trust();
  }

  private static X509ExtendedTrustManager trusting(List<X509Certificate> authorities)
      throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry(authority.getSerialNumber().toString(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("authorities of the collector: " + e.getMessage(), e);
    }
  }
}
