package dev.memorysystem.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The product's own authority, for servers in tests of other packages. */
public final class TestAuthority {
  private static final char[] PASSWORD = "test".toCharArray();

  private final Authority authority;

  public TestAuthority() throws GeneralSecurityException, IOException {
    authority = CertificateMaker.authority(Instant.now());
  }

  public String pem() throws GeneralSecurityException {
    return Pem.certificates(List.of(authority.certificate()));
  }

  /** A certificate for the host, and its key. */
  public ServedCertificates.Serving serving(String host)
      throws GeneralSecurityException, IOException {
    CertificateMaker.KeyAndCertificate made =
        CertificateMaker.serving(authority, List.of(host), Instant.now());
    return new ServedCertificates.Serving(
        Pem.certificates(List.of(made.certificate())), Pem.key(made.key()));
  }

  /** Of a server that has a certificate for the host. */
  public SSLContext server(String host) throws GeneralSecurityException, IOException {
    CertificateMaker.KeyAndCertificate made =
        CertificateMaker.serving(authority, List.of(host), Instant.now());
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("server", made.key(), PASSWORD, new Certificate[] {made.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /**
   * A Secret's texts: an authority and a certificate of the webhook by it, both made so long ago
   * that each is due half an hour after {@code from}.
   */
  static Aged aged(List<String> hosts, Instant from) throws GeneralSecurityException, IOException {
    Authority old = CertificateMaker.authority(from.minus(Aged.AUTHORITY));
    CertificateMaker.KeyAndCertificate served =
        CertificateMaker.serving(old, hosts, from.minus(Aged.SERVING));
    return new Aged(old, served.certificate(), Pem.key(served.key()));
  }

  record Aged(Authority authority, X509Certificate serving, String key) {
    /** Half of 10 years, and a third of 90 days before the end, each less some minutes. */
    static final Duration AUTHORITY = Duration.ofDays(1825).minusHours(1);

    static final Duration SERVING = Duration.ofDays(60).minusHours(1);
  }
}
