package dev.memorysystem.operator.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What the webhook serves with, and what the API server trusts.
 *
 * @param authorities PEM: the certificate's own authority first, then the one before it, so that a
 *     replica that still serves the old certificate is trusted
 * @param certificate PEM
 * @param key PEM, PKCS #8
 */
record ServingCertificate(String authorities, String certificate, String key) {

  /**
   * Renewed when less than a third of its life is left: weeks in which trying again is possible.
   */
  boolean isDue(Instant now) throws CertificateException {
    X509Certificate serving = parse(certificate).getFirst();
    Instant from = serving.getNotBefore().toInstant();
    Instant to = serving.getNotAfter().toInstant();
    return now.isBefore(from) || now.isAfter(to.minus(Duration.between(from, to).dividedBy(3)));
  }

  boolean isFor(String host) throws CertificateException {
    Collection<List<?>> names = parse(certificate).getFirst().getSubjectAlternativeNames();
    return names != null && names.stream().anyMatch(name -> host.equals(name.get(1)));
  }

  static List<X509Certificate> parse(String pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }
}
