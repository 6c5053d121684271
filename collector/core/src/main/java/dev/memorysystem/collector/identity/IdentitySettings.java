package dev.memorysystem.collector.identity;

import java.nio.file.Path;
import java.util.Set;

/**
 * How callers are known.
 *
 * @param directory holds {@code tls.crt}, {@code tls.key}, {@code ca.crt}, {@code jwks.json} and
 *     {@code issuer}, which may change while the collector runs
 * @param audience the tokens must be meant for
 * @param operator ServiceAccount username whose facts are believed
 * @param readers ServiceAccount usernames that may read everything
 */
public record IdentitySettings(
    Path directory, String audience, String operator, Set<String> readers) {
  public IdentitySettings {
    readers = Set.copyOf(readers);
  }
}
