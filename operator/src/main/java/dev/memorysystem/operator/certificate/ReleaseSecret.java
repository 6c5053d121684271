package dev.memorysystem.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A Secret of the release that the operator fills. The chart makes it, empty. */
final class ReleaseSecret {
  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  ReleaseSecret(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  /** What was in it when it was read, and in which version. */
  record Contents(Secret secret) {
    /** Empty when there is no such key, or nothing under it. */
    Optional<String> text(String key) {
      return Optional.ofNullable(data(secret).get(key))
          .map(base64 -> new String(Base64.getDecoder().decode(base64), UTF_8))
          .filter(text -> !text.isEmpty());
    }
  }

  /**
   * @throws IllegalStateException when the Secret is missing
   */
  Contents read() {
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new IllegalStateException(
          "Secret %s is missing; the chart creates it, empty".formatted(this));
    }
    return new Contents(secret);
  }

  /**
   * Writes what differs; nothing when nothing does.
   *
   * @param texts by key; an empty one is removed, a key not named here stays as it is
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when someone else
   *     has written since it was read
   */
  Contents write(Contents read, Map<String, String> texts) {
    Map<String, String> data = new HashMap<>(data(read.secret()));
    texts.forEach(
        (key, text) -> {
          if (text.isEmpty()) {
            data.remove(key);
          } else {
            data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
          }
        });
    return data.equals(data(read.secret()))
        ? read
        : new Contents(
            client.resource(new SecretBuilder(read.secret()).withData(data).build()).update());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }

  private static Map<String, String> data(Secret secret) {
    return Objects.requireNonNullElse(secret.getData(), Map.of());
  }
}
