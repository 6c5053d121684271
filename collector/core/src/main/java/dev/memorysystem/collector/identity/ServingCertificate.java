package dev.memorysystem.collector.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * What this server shows its callers, found to fit together.
 *
 * @param certificates the server's own first
 */
record ServingCertificate(List<X509Certificate> certificates, PrivateKey privateKey) {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  ServingCertificate {
    certificates = List.copyOf(certificates);
  }

  Instant expires() {
    return certificates.getFirst().getNotAfter().toInstant();
  }

  /**
   * @param chain PEM
   * @param key PKCS #8 PEM
   * @throws IOException when one of them cannot be read or the key is not the certificate's
   */
  static ServingCertificate parse(String chain, String key) throws IOException {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(chain.getBytes(US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IOException("tls.crt holds no certificate in PEM");
      }
      X509Certificate own = certificates.getFirst();
      PrivateKey privateKey = privateKey(key, own.getPublicKey());
      if (!belongTogether(own.getPublicKey(), privateKey)) {
        throw new IOException("tls.key is not the key of tls.crt");
      }
      return new ServingCertificate(certificates, privateKey);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("tls.crt or tls.key cannot be read: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(String pem, PublicKey forKey)
      throws GeneralSecurityException, IOException {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("tls.key holds no PKCS #8 key in PEM (BEGIN PRIVATE KEY)");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    return KeyFactory.getInstance(forKey.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (publicKey.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> publicKey.getAlgorithm();
            });
    byte[] probe = "memory-system".getBytes(US_ASCII);
    signature.initSign(privateKey);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(probe);
    return signature.verify(signed);
  }
}
