package dev.memorysystem.operator.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the cluster's ServiceAccount tokens are checked with: their issuer and its public keys, as
 * the API server publishes them (OpenID Connect Discovery 1.0 and RFC 7517). While the cluster
 * changes keys it publishes both.
 */
final class ClusterKeys {
  static final String KEYS = "jwks.json";
  static final String ISSUER = "issuer";

  private static final Duration REFRESH = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final ObjectMapper json = new ObjectMapper();
  private Instant due = Instant.MIN;

  ClusterKeys(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Passes them on when it is time to.
   *
   * @throws IllegalStateException when they cannot be read: the collector goes on with those it has
   */
  void passTo(ServingSecret secret, Instant now) {
    if (now.isBefore(due) && secret.holds(ISSUER) && secret.holds(KEYS)) {
      return;
    }
    try {
      secret.add(read());
      due = now.plus(REFRESH);
    } catch (KubernetesClientException | JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the cluster's ServiceAccount keys cannot be passed to the collector: " + e.getMessage(),
          e);
    }
  }

  Map<String, String> read() throws JsonProcessingException {
    String issuer =
        json.readTree(published("/.well-known/openid-configuration")).path(ISSUER).asText();
    String keys = published("/openid/v1/jwks");
    if (issuer.isEmpty()) {
      throw new IllegalArgumentException("/.well-known/openid-configuration names no issuer");
    }
    JsonNode list = json.readTree(keys).path("keys");
    if (list.isEmpty()) {
      throw new IllegalArgumentException("/openid/v1/jwks holds no keys");
    }
    return Map.of(ISSUER, issuer, KEYS, keys);
  }

  private String published(String path) {
    String text = client.raw(path);
    if (text == null) {
      throw new IllegalArgumentException(
          "this API server does not publish its ServiceAccount issuer (404 at "
              + path
              + "); set its --service-account-issuer to an https URL, or identity.enabled=false in"
              + " the chart");
    }
    return text;
  }
}
