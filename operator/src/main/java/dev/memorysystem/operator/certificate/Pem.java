package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Text form (RFC 7468) of certificates and PKCS #8 keys. */
public final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  static String certificates(Collection<X509Certificate> certificates)
      throws GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append(block(CERTIFICATE, certificate.getEncoded()));
    }
    return text.toString();
  }

  /** In the order of the text; empty for a blank one. */
  public static List<X509Certificate> certificates(String text) throws CertificateException {
    return text.isBlank()
        ? List.of()
        : CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(text.getBytes(US_ASCII)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
  }

  static String key(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  /**
   * @param algorithm of the key, as its certificate names it
   */
  static PrivateKey key(String text, String algorithm) throws GeneralSecurityException {
    String body =
        text.replace("-----BEGIN " + KEY + "-----", "")
            .replace("-----END " + KEY + "-----", "")
            .replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no PKCS #8 key in PEM (BEGIN PRIVATE KEY)", e);
    }
  }

  private static String block(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            what, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der), what);
  }
}
