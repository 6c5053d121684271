package dev.memorysystem.collector.server;

import dev.memorysystem.testkit.TestIdentity;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What a pod in a cluster is given, on free ports of loopback. */
public final class GuardedData implements QuarkusTestResourceLifecycleManager {
  private final Map<String, String> further = new HashMap<>();
  private Path directory;
  private TestIdentity identity;

  @Override
  public void init(Map<String, String> settings) {
    further.putAll(settings);
  }

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
    Map<String, String> settings = new HashMap<>(further);
    settings.put("memory-system.data-dir", directory.resolve("data").toString());
    settings.put("memory-system.otlp-host", "127.0.0.1");
    settings.put("memory-system.otlp-http-tls-port", "0");
    settings.put("memory-system.otlp-grpc-tls-port", "0");
    settings.put("memory-system.identity", "kubernetes");
    settings.put("memory-system.identity-dir", identity.directory().toString());
    settings.put("memory-system.readers", TestIdentity.READER);
    return settings;
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
