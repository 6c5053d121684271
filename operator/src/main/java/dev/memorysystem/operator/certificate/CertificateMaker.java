package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes an authority and one certificate it signs. The authority's key is dropped at once: nobody
 * can sign a second one, and a renewal brings a new authority.
 */
final class CertificateMaker {
  private static final Duration LIFE = Duration.ofDays(365);

  /** Clocks of nodes differ. */
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateMaker() {}

  /**
   * @param hosts names the API server may call the webhook by
   * @param trustedBefore PEM of the authorities trusted so far, the newest first; may be empty
   */
  static ServingCertificate make(List<String> hosts, String trustedBefore, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPair authorityKeys = keys();
    X500Name authorityName = new X500Name("CN=memory-system webhook CA " + now.getEpochSecond());
    X509Certificate authority = authority(authorityName, authorityKeys, now);
    KeyPair keys = keys();
    X509Certificate serving = serving(authorityName, authorityKeys.getPrivate(), keys, hosts, now);
    String newest = pem("CERTIFICATE", authority.getEncoded());
    return new ServingCertificate(
        newest + newestOf(trustedBefore),
        pem("CERTIFICATE", serving.getEncoded()),
        pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  private static X509Certificate authority(X500Name name, KeyPair keys, Instant now)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder = builder(name, name, keys, now);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return sign(builder, keys.getPrivate());
  }

  private static X509Certificate serving(
      X500Name issuer, PrivateKey signer, KeyPair keys, List<String> hosts, Instant now)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder =
        builder(issuer, new X500Name("CN=memory-system webhook"), keys, now);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            hosts.stream()
                .map(host -> new GeneralName(GeneralName.dNSName, host))
                .toArray(GeneralName[]::new)));
    return sign(builder, signer);
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(128, RANDOM),
        Date.from(now.minus(BACKDATED)),
        Date.from(now.plus(LIFE)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String newestOf(String authorities) throws GeneralSecurityException {
    List<X509Certificate> all =
        authorities.isBlank() ? List.of() : ServingCertificate.parse(authorities);
    return all.isEmpty() ? "" : pem("CERTIFICATE", all.getFirst().getEncoded());
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            what, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der), what);
  }
}
