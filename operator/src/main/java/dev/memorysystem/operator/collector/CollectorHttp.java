package dev.memorysystem.operator.collector;

import dev.memorysystem.operator.OperatorConfig;
import dev.memorysystem.operator.OperatorConfig.Identity;
import dev.memorysystem.operator.certificate.ServedCertificates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls of the collector. With an identity they go over TLS, to who has a certificate of the
 * installation's authority, with the operator's own ServiceAccount token.
 */
@Singleton
public final class CollectorHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client;
  private final Optional<Path> token;

  @Inject
  CollectorHttp(OperatorConfig config, ServedCertificates certificates)
      throws GeneralSecurityException {
    this(
        config.identity() == Identity.KUBERNETES
            ? Optional.of(certificates::collectorAuthorities)
            : Optional.empty(),
        config.identity() == Identity.KUBERNETES
            ? Optional.of(config.tokenFile())
            : Optional.empty());
    if (token.isPresent()) {
      requireTls("MEMORY_SYSTEM_COLLECTOR_API", config.collectorApi());
      requireTls("MEMORY_SYSTEM_COLLECTOR_OTLP", config.collectorOtlp());
    }
  }

  private CollectorHttp(Optional<Supplier<Optional<String>>> authorities, Optional<Path> token)
      throws GeneralSecurityException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if (authorities.isPresent()) {
      builder.sslContext(new CollectorTrust(authorities.get()).context());
    }
    this.client = builder.build();
    this.token = token;
  }

  /**
   * @param authorities PEM of those who may sign the collector's certificate
   */
  static CollectorHttp withIdentity(Supplier<Optional<String>> authorities, Path token)
      throws GeneralSecurityException {
    return new CollectorHttp(Optional.of(authorities), Optional.of(token));
  }

  HttpClient client() {
    return client;
  }

  /**
   * With the token as it is now: kubelet replaces it long before it expires.
   *
   * @throws IOException when the token cannot be read
   */
  HttpRequest.Builder request(URI uri) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (token.isPresent()) {
      request.header("authorization", "Bearer " + read(token.get()));
    }
    return request;
  }

  private static String read(Path file) throws IOException {
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new IOException("it is empty");
      }
      return token;
    } catch (IOException e) {
      throw new IOException("the operator's token, %s, cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void requireTls(String variable, String url) {
    if (!url.startsWith("https://")) {
      throw new IllegalArgumentException(
          "%s=%s: with MEMORY_SYSTEM_IDENTITY=kubernetes it must begin with https://, for a token"
                  .formatted(variable, url)
              + " is sent there");
    }
  }
}
