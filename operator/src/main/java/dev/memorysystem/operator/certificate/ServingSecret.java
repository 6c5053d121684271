package dev.memorysystem.operator.certificate;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The Secret of one server: {@code tls.crt}, {@code tls.key}, {@code ca.crt}. */
final class ServingSecret {
  static final String AUTHORITIES = "ca.crt";
  static final String CERTIFICATE = "tls.crt";
  static final String KEY = "tls.key";

  private static final Logger LOG = Logger.getLogger(ServingSecret.class);

  /**
   * Version 0.1.0 made an authority of this name with each certificate and dropped its key. It is
   * trusted until it expires, for replicas of that version that still serve.
   */
  private static final String AUTHORITY_OF_0_1 = "CN=memory-system webhook CA ";

  private final ReleaseSecret secret;
  private final List<String> hosts;

  /**
   * @param hosts all names of the server, the one it is mostly called by first
   */
  ServingSecret(KubernetesClient client, String namespace, String name, List<String> hosts) {
    this.secret = new ReleaseSecret(client, namespace, name);
    this.hosts = List.copyOf(hosts);
  }

  /**
   * Sees to it that {@code ca.crt} names all who are trusted, before any of them signs.
   *
   * @return what {@code ca.crt} says now
   */
  String announce(Authorities authorities, Instant now) throws GeneralSecurityException {
    ReleaseSecret.Contents contents = secret.read();
    List<X509Certificate> trusted = new ArrayList<>(authorities.trusted());
    for (X509Certificate before : readable(contents.text(AUTHORITIES).orElse(""), AUTHORITIES)) {
      if (before.getSubjectX500Principal().getName().startsWith(AUTHORITY_OF_0_1)
          && now.isBefore(before.getNotAfter().toInstant())) {
        trusted.add(before);
      }
    }
    String text = Pem.certificates(trusted);
    secret.write(contents, Map.of(AUTHORITIES, text));
    return text;
  }

  /** Makes the certificate anew when it is due, for other names, or not by the one who signs. */
  void renew(Authorities authorities, Instant now) throws GeneralSecurityException, IOException {
    ReleaseSecret.Contents contents = secret.read();
    Authority signer = authorities.signer(now);
    Optional<String> why = whyNew(contents, authorities, signer, now);
    if (why.isEmpty()) {
      return;
    }
    CertificateMaker.KeyAndCertificate made = CertificateMaker.serving(signer, hosts, now);
    secret.write(
        contents,
        Map.of(
            CERTIFICATE, Pem.certificates(authorities.chain(made.certificate(), signer)),
            KEY, Pem.key(made.key())));
    LOG.infof("%s: a new certificate by %s, %s", secret, signer, why.get());
  }

  /** Writes other keys beside. */
  void add(Map<String, String> texts) {
    secret.write(secret.read(), texts);
  }

  boolean holds(String key) {
    return secret.read().text(key).isPresent();
  }

  private Optional<String> whyNew(
      ReleaseSecret.Contents contents, Authorities authorities, Authority signer, Instant now)
      throws GeneralSecurityException {
    List<X509Certificate> chain = readable(contents.text(CERTIFICATE).orElse(""), CERTIFICATE);
    if (chain.isEmpty() || contents.text(KEY).isEmpty()) {
      return Optional.of("as there was none");
    }
    X509Certificate current = chain.getFirst();
    if (isDue(current, now)) {
      return Optional.of("as the one before expires at " + current.getNotAfter().toInstant());
    }
    if (!names(current).containsAll(hosts)) {
      return Optional.of("as the one before is not for " + String.join(", ", hosts));
    }
    if (isBy(current, signer.certificate())) {
      return Optional.empty();
    }
    List<X509Certificate> trusted = Pem.certificates(contents.text(AUTHORITIES).orElse(""));
    return authorities.isAnnounced(now) || trusted.stream().noneMatch(ca -> isBy(current, ca))
        ? Optional.of("as another one signed the one before")
        : Optional.empty();
  }

  /** Less than a third of its life is left: weeks in which trying again is possible. */
  private static boolean isDue(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    return now.isBefore(from) || now.isAfter(to.minus(Duration.between(from, to).dividedBy(3)));
  }

  private static boolean isBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<String> names(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream().map(name -> String.valueOf(name.get(1))).toList();
  }

  private List<X509Certificate> readable(String text, String key) {
    try {
      return Pem.certificates(text);
    } catch (CertificateException e) {
      LOG.warnf("Secret %s: %s is no certificate and is replaced", secret, key);
      return List.of();
    }
  }
}
