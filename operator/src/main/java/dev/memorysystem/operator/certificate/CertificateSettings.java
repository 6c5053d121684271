package dev.memorysystem.operator.certificate;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the release's objects are called.
 *
 * @param namespace of the release
 * @param authoritySecret with the authority's certificate and key
 * @param webhookSecret of the webhook's certificate
 * @param webhookService its Service
 * @param webhookConfiguration the MutatingWebhookConfiguration
 * @param collectorSecret of the collector's certificate and the cluster's keys
 * @param collectorService its Service; the headless one is of the same name with {@code -headless}
 * @param identity whether the collector is to be given a certificate and keys
 */
public record CertificateSettings(
    String namespace,
    String authoritySecret,
    String webhookSecret,
    String webhookService,
    String webhookConfiguration,
    String collectorSecret,
    String collectorService,
    boolean identity) {

  List<String> webhookHosts() {
    return names(webhookService).toList();
  }

  /** Also by its pod, and by a port that is forwarded to a person's own machine. */
  List<String> collectorHosts() {
    return Stream.of(
            names(collectorService),
            names(collectorService + "-0." + collectorService + "-headless"),
            Stream.of("localhost", "127.0.0.1"))
        .flatMap(names -> names)
        .toList();
  }

  private Stream<String> names(String service) {
    String inNamespace = service + "." + namespace;
    return Stream.of(
        inNamespace + ".svc", inNamespace + ".svc.cluster.local", inNamespace, service);
  }
}
