package dev.memorysystem.injection;

/**
 * How the agents of pods prove who they are to the collector, and know that it is the collector:
 * TLS, and a token of the pod's ServiceAccount that is good for nothing else.
 *
 * @param ca PEM of the authorities that the collector's certificate may be signed by
 * @param audience of the tokens
 * @param endpoint base URL of OTLP/HTTP over TLS
 */
public record AgentIdentity(String ca, String audience, String endpoint) {
  public AgentIdentity {
    if (!ca.contains("-----BEGIN CERTIFICATE-----")) {
      throw new IllegalArgumentException("the authority of the collector is no PEM certificate");
    }
    if (audience.isBlank()) {
      throw new IllegalArgumentException("the audience of the tokens is empty");
    }
    if (!endpoint.startsWith("https://")) {
      throw new IllegalArgumentException(
          "tokens are sent over https:// alone, and the endpoint is " + endpoint);
    }
  }
}
