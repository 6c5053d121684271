package dev.memorysystem.operator.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
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
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** X.509 certificates with ECDSA keys on P-256: authorities, and what they sign. */
final class CertificateMaker {
  /** Clocks of nodes differ. */
  static final Duration BACKDATED = Duration.ofHours(1);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration SERVING_LIFE = Duration.ofDays(90);

  /** An authority signs what serves, or the authority that comes after it. */
  private static final int PATH_LENGTH = 1;

  private static final Pattern IP = Pattern.compile("[0-9.]+");
  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateMaker() {}

  static Authority authority(Instant now) throws GeneralSecurityException, IOException {
    KeyPair keys = keys();
    X500Name name = new X500Name("CN=memory-system CA " + now.getEpochSecond());
    X509Certificate certificate =
        authority(name, keys.getPrivate(), name, keys.getPublic(), now, now.plus(AUTHORITY_LIFE));
    return new Authority(certificate, keys.getPrivate());
  }

  /** The younger authority's name and key, vouched for by the elder: trusted by who trusts it. */
  static X509Certificate cross(Authority elder, X509Certificate younger, Instant now)
      throws GeneralSecurityException, IOException {
    return authority(
        name(elder.certificate()),
        elder.key(),
        name(younger),
        younger.getPublicKey(),
        now,
        elder.certificate().getNotAfter().toInstant());
  }

  /** A key of its own and a certificate for the hosts, names or IPv4 addresses. */
  static KeyAndCertificate serving(Authority signer, List<String> hosts, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPair keys = keys();
    X509v3CertificateBuilder builder =
        builder(
            name(signer.certificate()),
            new X500Name("CN=" + hosts.getFirst()),
            keys.getPublic(),
            now,
            now.plus(SERVING_LIFE));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils()
            .createAuthorityKeyIdentifier(signer.certificate().getPublicKey()));
    builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
    return new KeyAndCertificate(sign(builder, signer.key()), keys.getPrivate());
  }

  record KeyAndCertificate(X509Certificate certificate, PrivateKey key) {}

  private static X509Certificate authority(
      X500Name issuer, PrivateKey signer, X500Name subject, PublicKey key, Instant now, Instant end)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder = builder(issuer, subject, key, now, end);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(PATH_LENGTH));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    return sign(builder, signer);
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(128, RANDOM),
        Date.from(now.minus(BACKDATED)),
        Date.from(end),
        subject,
        key);
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IP.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }

  /** Exactly as the certificate has it, so that issuer and subject compare equal. */
  private static X500Name name(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
