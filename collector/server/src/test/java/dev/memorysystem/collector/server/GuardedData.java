package dev.memorysystem.collector.server;

import dev.memorysystem.testkit.TestIdentity;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.Map;

/** What a pod in a cluster is given, on free ports of loopback. */
public final class GuardedData implements QuarkusTestResourceLifecycleManager {
  private Path directory;
  private TestIdentity identity;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("collector-server");
      identity = TestIdentity.in(directory.resolve("identity"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "memory-system.data-dir", directory.resolve("data").toString(),
        "memory-system.otlp-host", "127.0.0.1",
        "memory-system.otlp-http-tls-port", "0",
        "memory-system.otlp-grpc-tls-port", "0",
        "memory-system.identity", "kubernetes",
        "memory-system.identity-dir", identity.directory().toString(),
        "memory-system.readers", TestIdentity.READER);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(identity, new TestInjector.MatchesType(TestIdentity.class));
  }

  @Override
  public void stop() {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
