package dev.memorysystem.collector.server;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The same certificate on HTTPS as on the OTLP ports, and the new one when it changes. */
@Singleton
public class HttpsCertificate implements HttpServerOptionsCustomizer {
  private final CollectorLifecycle lifecycle;

  @Inject
  public HttpsCertificate(CollectorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    lifecycle
        .collector()
        .certificate()
        .ifPresent(manager -> options.setKeyCertOptions(KeyCertOptions.wrap(manager)));
  }
}
