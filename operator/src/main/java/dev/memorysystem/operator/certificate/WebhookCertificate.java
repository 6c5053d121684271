package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps one certificate for all replicas: made when there is none, renewed in time, and trusted by
 * the API server before any replica serves with it.
 */
public final class WebhookCertificate {
  private static final Logger LOG = Logger.getLogger(WebhookCertificate.class);

  private final KubernetesClient client;
  private final CertificateSecret secret;
  private final String configuration;
  private final List<String> hosts;
  private final Clock clock;

  /**
   * @param configuration name of the MutatingWebhookConfiguration
   */
  public WebhookCertificate(
      KubernetesClient client,
      String namespace,
      String secretName,
      String service,
      String configuration,
      Clock clock) {
    this.client = client;
    this.secret = new CertificateSecret(client, namespace, secretName);
    this.configuration = configuration;
    this.hosts =
        List.of(
            service + "." + namespace + ".svc",
            service + "." + namespace + ".svc.cluster.local",
            service + "." + namespace,
            service);
    this.clock = clock;
  }

  /** What to serve with, PEM. */
  public record Serving(String certificate, String key) {}

  /**
   * Makes or renews the certificate when it is due, and sees to it that the API server trusts it.
   * Call it at the start and now and then.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not
   *     answer, or another replica was faster: try again
   */
  public Serving ensure() throws GeneralSecurityException, IOException {
    ServingCertificate current = currentOrNew();
    trust(current.authorities());
    return new Serving(current.certificate(), current.key());
  }

  private ServingCertificate currentOrNew() throws GeneralSecurityException, IOException {
    Secret stored = secret.read();
    Optional<ServingCertificate> current = CertificateSecret.certificate(stored);
    if (current.isPresent() && isGood(current.get())) {
      return current.get();
    }
    ServingCertificate made =
        CertificateMaker.make(
            hosts, current.map(ServingCertificate::authorities).orElse(""), clock.instant());
    secret.write(stored, made);
    LOG.infof("made a certificate for %s", hosts.getFirst());
    return made;
  }

  private boolean isGood(ServingCertificate certificate) throws GeneralSecurityException {
    return !certificate.isDue(clock.instant()) && certificate.isFor(hosts.getFirst());
  }

  /** The chart never names caBundle, so that it stays as it is written here. */
  private void trust(String authorities) {
    String bundle = Base64.getEncoder().encodeToString(authorities.getBytes(UTF_8));
    var resource =
        client.admissionRegistration().v1().mutatingWebhookConfigurations().withName(configuration);
    MutatingWebhookConfiguration current = resource.get();
    if (current == null) {
      LOG.warnf(
          "MutatingWebhookConfiguration %s is missing: no pod reaches the webhook", configuration);
      return;
    }
    if (current.getWebhooks().stream().anyMatch(webhook -> !trusts(webhook, bundle))) {
      resource.edit(
          stored -> {
            stored.getWebhooks().forEach(w -> w.getClientConfig().setCaBundle(bundle));
            return stored;
          });
      LOG.infof("the API server trusts the webhook's certificate (%s)", configuration);
    }
  }

  private static boolean trusts(MutatingWebhook webhook, String bundle) {
    return bundle.equals(webhook.getClientConfig().getCaBundle());
  }
}
