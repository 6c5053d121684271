package dev.memorysystem.collector.server;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Opens the HTTPS port where callers are told apart: Quarkus wants files to do so. The certificate
 * that is shown comes from {@link HttpsCertificate}, which follows the files as they change.
 */
public final class IdentityConfigSource implements ConfigSourceFactory {
  /** Above application.properties (250), below the environment (300). */
  private static final int ORDINAL = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    if (!ServerConfig.KUBERNETES.equals(value(context, "memory-system.identity", "none"))) {
      return List.of();
    }
    String directory =
        value(context, "memory-system.identity-dir", ServerConfig.IDENTITY_DIRECTORY);
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "quarkus.http.ssl.certificate.files", directory + "/tls.crt",
                "quarkus.http.ssl.certificate.key-files", directory + "/tls.key",
                "quarkus.http.ssl.protocols", "TLSv1.3,TLSv1.2"),
            "memory-system.identity",
            ORDINAL));
  }

  private static String value(ConfigSourceContext context, String name, String otherwise) {
    ConfigValue value = context.getValue(name);
    return value == null || value.getValue() == null ? otherwise : value.getValue();
  }
}
