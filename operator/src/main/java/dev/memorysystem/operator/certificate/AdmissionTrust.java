package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import org.jboss.logging.Logger;

/**
 * Whom the API server trusts when it calls the webhook. The chart never names caBundle, so that it
 * stays as it is written here.
 */
final class AdmissionTrust {
  private static final Logger LOG = Logger.getLogger(AdmissionTrust.class);

  private final KubernetesClient client;
  private final String configuration;

  /**
   * @param configuration name of the MutatingWebhookConfiguration
   */
  AdmissionTrust(KubernetesClient client, String configuration) {
    this.client = client;
    this.configuration = configuration;
  }

  /**
   * @param authorities PEM
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when someone else
   *     wrote at the same time
   */
  void trust(String authorities) {
    String bundle = Base64.getEncoder().encodeToString(authorities.getBytes(UTF_8));
    MutatingWebhookConfiguration stored =
        client
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName(configuration)
            .get();
    if (stored == null) {
      LOG.warnf(
          "MutatingWebhookConfiguration %s is missing: no pod reaches the webhook", configuration);
    } else if (stored.getWebhooks().stream().anyMatch(webhook -> !trusts(webhook, bundle))) {
      stored.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
      client.resource(stored).update();
      LOG.infof("the API server trusts the webhook's certificates (%s)", configuration);
    }
  }

  private static boolean trusts(MutatingWebhook webhook, String bundle) {
    return bundle.equals(webhook.getClientConfig().getCaBundle());
  }
}
