package dev.memorysystem.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authority, and the one before it while that is still trusted. A new one is announced first:
 * everyone is told to trust it, and the one before it goes on signing. Once it signs, what it signs
 * comes with a certificate of it by the one before, so that pods which started earlier and know
 * only that one trust it too.
 *
 * @param elder the certificate before, trusted until it expires
 * @param elderSigner the same with its key, while the newest is being announced
 * @param cross the newest's key, vouched for by the elder
 */
record Authorities(
    Authority newest,
    Optional<X509Certificate> elder,
    Optional<Authority> elderSigner,
    Optional<X509Certificate> cross) {

  /** Kubelet brings a changed Secret into a pod within two minutes; clocks differ. */
  static final Duration ANNOUNCEMENT = Duration.ofHours(1);

  private static final String CERTIFICATES = "ca.crt";
  private static final String KEY = "ca.key";
  private static final String ELDER_KEY = "previous.key";
  private static final String CROSS = "cross.crt";

  static Authorities first(Instant now) throws GeneralSecurityException, IOException {
    return new Authorities(
        CertificateMaker.authority(now), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** With a new one when the newest is due, and without keys and certificates of no more use. */
  Authorities at(Instant now) throws GeneralSecurityException, IOException {
    if (newest.isDue(now) && isAnnounced(now)) {
      Authority next = CertificateMaker.authority(now);
      return new Authorities(
          next,
          Optional.of(newest.certificate()),
          Optional.of(newest),
          Optional.of(CertificateMaker.cross(newest, next.certificate(), now)));
    }
    return new Authorities(
        newest,
        elder.filter(old -> isValid(old, now)),
        elderSigner.filter(old -> !isAnnounced(now)),
        cross.filter(vouched -> isValid(vouched, now)));
  }

  /** Who signs now. */
  Authority signer(Instant now) {
    return isAnnounced(now) ? newest : elderSigner.orElse(newest);
  }

  /** Whether everyone has had the time to learn of the newest. */
  boolean isAnnounced(Instant now) {
    return !now.isBefore(newest.made().plus(ANNOUNCEMENT));
  }

  /** The newest first. */
  List<X509Certificate> trusted() {
    List<X509Certificate> all = new ArrayList<>(List.of(newest.certificate()));
    elder.ifPresent(all::add);
    return all;
  }

  /** What a server sends, beginning with the certificate that the signer signed. */
  List<X509Certificate> chain(X509Certificate serving, Authority signer) {
    List<X509Certificate> chain = new ArrayList<>(List.of(serving));
    if (signer.equals(newest)) {
      cross.ifPresent(chain::add);
    }
    return chain;
  }

  /** As the Secret holds it; an empty text is to be removed. */
  Map<String, String> texts() throws GeneralSecurityException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(CERTIFICATES, Pem.certificates(trusted()));
    texts.put(KEY, Pem.key(newest.key()));
    texts.put(ELDER_KEY, elderSigner.map(signer -> Pem.key(signer.key())).orElse(""));
    texts.put(CROSS, Pem.certificates(cross.stream().toList()));
    return texts;
  }

  /**
   * @return empty when the Secret is
   * @throws GeneralSecurityException when it holds something else: that is never written over
   */
  static Optional<Authorities> of(ReleaseSecret.Contents contents) throws GeneralSecurityException {
    if (contents.text(CERTIFICATES).isEmpty() && contents.text(KEY).isEmpty()) {
      return Optional.empty();
    }
    List<X509Certificate> trusted = Pem.certificates(contents.text(CERTIFICATES).orElse(""));
    if (trusted.isEmpty()) {
      throw new GeneralSecurityException(CERTIFICATES + " holds no certificate");
    }
    Optional<X509Certificate> elder = trusted.stream().skip(1).findFirst();
    Optional<String> elderKey = contents.text(ELDER_KEY);
    return Optional.of(
        new Authorities(
            authority(trusted.getFirst(), contents.text(KEY).orElse("")),
            elder,
            elder.isPresent() && elderKey.isPresent()
                ? Optional.of(authority(elder.get(), elderKey.get()))
                : Optional.empty(),
            Pem.certificates(contents.text(CROSS).orElse("")).stream().findFirst()));
  }

  private static Authority authority(X509Certificate certificate, String key)
      throws GeneralSecurityException {
    return new Authority(certificate, Pem.key(key, certificate.getPublicKey().getAlgorithm()));
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return now.isBefore(certificate.getNotAfter().toInstant());
  }
}
