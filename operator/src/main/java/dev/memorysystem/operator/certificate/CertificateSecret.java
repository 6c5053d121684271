package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The Secret all replicas share. The chart makes it; an empty one means there is none yet. */
final class CertificateSecret {
  private static final String AUTHORITIES = "ca.crt";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  CertificateSecret(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * @throws IllegalStateException when the Secret is missing
   */
  Secret read() {
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new IllegalStateException(
          "Secret %s/%s is missing; the chart creates it, empty".formatted(namespace, name));
    }
    return secret;
  }

  static Optional<ServingCertificate> certificate(Secret secret) {
    Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
    return data.containsKey(AUTHORITIES) && data.containsKey(CERTIFICATE) && data.containsKey(KEY)
        ? Optional.of(
            new ServingCertificate(
                text(data, AUTHORITIES), text(data, CERTIFICATE), text(data, KEY)))
        : Optional.empty();
  }

  /**
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when another
   *     replica was faster
   */
  void write(Secret read, ServingCertificate certificate) {
    client
        .resource(
            new SecretBuilder(read)
                .addToData(AUTHORITIES, base64(certificate.authorities()))
                .addToData(CERTIFICATE, base64(certificate.certificate()))
                .addToData(KEY, base64(certificate.key()))
                .build())
        .update();
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
