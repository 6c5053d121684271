package dev.memorysystem.operator.certificate;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the installation's certificates: an authority, what it signs for the webhook and the
 * collector, and who trusts it. Only the leader does; all writes are refused when someone else was
 * faster.
 */
public final class CertificateAuthority {
  private static final Logger LOG = Logger.getLogger(CertificateAuthority.class);

  private final ReleaseSecret secret;
  private final ServingSecret webhook;
  private final AdmissionTrust admission;
  private final Optional<ServingSecret> collector;
  private final ClusterKeys keys;
  private final Clock clock;

  public CertificateAuthority(KubernetesClient client, CertificateSettings names, Clock clock) {
    this.secret = new ReleaseSecret(client, names.namespace(), names.authoritySecret());
    this.webhook =
        new ServingSecret(client, names.namespace(), names.webhookSecret(), names.webhookHosts());
    this.admission = new AdmissionTrust(client, names.webhookConfiguration());
    this.collector =
        names.identity()
            ? Optional.of(
                new ServingSecret(
                    client, names.namespace(), names.collectorSecret(), names.collectorHosts()))
            : Optional.empty();
    this.keys = new ClusterKeys(client);
    this.clock = clock;
  }

  /**
   * Makes what is missing and renews what is due, in the order in which nobody ever meets a
   * certificate by an authority that it was not told of. Call it at the start and now and then.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not
   *     answer, or another replica was faster: call it again
   * @throws GeneralSecurityException when a Secret holds what cannot be used; it says which
   */
  public void settle() throws GeneralSecurityException, IOException {
    Instant now = clock.instant();
    Authorities authorities = authorities(now);
    admission.trust(webhook.announce(authorities, now));
    // The collector's first, for pods that the webhook is asked about as soon as it can serve; but
    // trouble with it must not keep the webhook from its certificate.
    try {
      if (collector.isPresent()) {
        collector.get().announce(authorities, now);
        collector.get().renew(authorities, now);
      }
    } finally {
      webhook.renew(authorities, now);
    }
    collector.ifPresent(served -> keys.passTo(served, now));
  }

  private Authorities authorities(Instant now) throws GeneralSecurityException, IOException {
    ReleaseSecret.Contents contents = secret.read();
    Optional<Authorities> stored = stored(contents);
    Authorities wanted = stored.isPresent() ? stored.get().at(now) : Authorities.first(now);
    secret.write(contents, wanted.texts());
    if (stored.isEmpty() || !stored.get().newest().equals(wanted.newest())) {
      LOG.infof("%s: a new authority, %s", secret, wanted.newest());
    }
    return wanted;
  }

  private Optional<Authorities> stored(ReleaseSecret.Contents contents)
      throws GeneralSecurityException {
    try {
      return Authorities.of(contents);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "Secret %s cannot be used: %s. Remove its data to have a new authority made"
              .formatted(secret, e.getMessage()),
          e);
    }
  }
}
