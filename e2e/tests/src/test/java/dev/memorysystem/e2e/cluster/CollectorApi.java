package dev.memorysystem.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The collector's API as a person reads it: through a forwarded port, over TLS, with a token of the
 * readers' account. All of it is asked for anew each time, since the chart may have been installed
 * anew.
 */
public final class CollectorApi {
  private static final String COLLECTOR = "memory-system-collector";
  private static final String READER = "memory-system-reader";
  private static final String AUDIENCE = "memory-system";
  private static final int PORT = 8443;
  private static final int OTLP_PORT = 4328;

  /** The shortest that the API server gives, seconds. */
  private static final long TOKEN_LIFE = 600;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private CollectorApi() {}

  static String get(String path) {
    HttpResponse<String> response = get(path, readerToken());
    if (response.statusCode() != 200) {
      throw new AssertionError(
          "the collector answered %s with %d: %s"
              .formatted(path, response.statusCode(), response.body()));
    }
    return response.body();
  }

  /** What it answers to whoever has the token. */
  public static HttpResponse<String> get(String path, String token) {
    return exchange(PORT, path, token, HttpRequest.Builder::GET);
  }

  /**
   * The answer to a log record.
   *
   * @param namespace that the sender says it is in, as pod {@code pod} of UID {@code uid}
   */
  public static HttpResponse<String> sendLog(
      String token, String namespace, String pod, String uid) {
    String otlp =
        """
        {"resourceLogs":[{"resource":{"attributes":[
          {"key":"k8s.namespace.name","value":{"stringValue":"%s"}},
          {"key":"k8s.pod.name","value":{"stringValue":"%s"}},
          {"key":"k8s.pod.uid","value":{"stringValue":"%s"}}]},
         "scopeLogs":[{"logRecords":[{"body":{"stringValue":"said"}}]}]}]}"""
            .formatted(namespace, pod, uid);
    return exchange(
        OTLP_PORT,
        "/v1/logs",
        token,
        request ->
            request
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(otlp)));
  }

  private static HttpResponse<String> exchange(
      int port, String path, String token, UnaryOperator<HttpRequest.Builder> as) {
    try (LocalPortForward forward = Cluster.forwardToCollector(port);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority())).build()) {
      URI uri = URI.create("https://localhost:%d%s".formatted(forward.getLocalPort(), path));
      return client.send(
          as.apply(HttpRequest.newBuilder(uri))
              .header("authorization", "Bearer " + token)
              .timeout(PATIENCE)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("the collector cannot be asked for " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** PEM of the authority that signed the collector's certificate. */
  public static String authority() {
    String base64 =
        Cluster.CLIENT
            .secrets()
            .inNamespace(Cluster.INSTALL_NAMESPACE)
            .withName(COLLECTOR)
            .get()
            .getData()
            .get("ca.crt");
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  /** As kubelet gives the pod one. */
  public static String token(Pod pod) {
    return token(
        pod.getMetadata().getNamespace(),
        pod.getSpec().getServiceAccountName(),
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(AUDIENCE)
            .withExpirationSeconds(TOKEN_LIFE)
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build());
  }

  private static String readerToken() {
    return token(
        Cluster.INSTALL_NAMESPACE,
        READER,
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(AUDIENCE)
            .withExpirationSeconds(TOKEN_LIFE)
            .endSpec()
            .build());
  }

  private static String token(String namespace, String account, TokenRequest request) {
    return Cluster.CLIENT
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private static SSLContext trusting(String authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate authority :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(authorities.getBytes(UTF_8)))) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
