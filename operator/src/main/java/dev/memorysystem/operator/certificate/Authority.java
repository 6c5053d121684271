package dev.memorysystem.operator.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** What can sign. */
record Authority(X509Certificate certificate, PrivateKey key) {
  Instant made() {
    return certificate.getNotBefore().toInstant().plus(CertificateMaker.BACKDATED);
  }

  /** Past half of its life: what trusts it alone has the other half to learn of the next one. */
  boolean isDue(Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    return now.isAfter(from.plus(Duration.between(from, to).dividedBy(2)));
  }

  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
