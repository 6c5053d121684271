package dev.memorysystem.collector;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.Gate;
import dev.memorysystem.collector.identity.GonePods;
import dev.memorysystem.collector.identity.IdentityFiles;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.identity.TokenGate;
import dev.memorysystem.collector.identity.Verified;
import dev.memorysystem.collector.read.ReadLimits;
import dev.memorysystem.collector.read.Readers;
import dev.memorysystem.collector.receive.Entrance;
import dev.memorysystem.collector.receive.NamespaceLimits;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how callers come in, as configured.
 *
 * @param gate of readers, and of senders where there is TLS
 * @param readers what readers may ask for, where they are told apart
 * @param pods hears of pods that are gone
 * @param files the certificate, where there is TLS
 */
record Entrances(
    List<Entrance> list,
    Gate gate,
    NamespaceLimits limits,
    Readers readers,
    PodWords pods,
    @Nullable IdentityFiles files,
    List<AutoCloseable> parts)
    implements AutoCloseable {
  /** Nobody who comes without a token is told apart from another. */
  private static final Gate UNNAMED =
      (authorization, source) -> new Verified(new Caller.Unnamed(), Instant.MAX);

  /**
   * @throws IOException when certificate, keys or the list of deleted pods cannot be read
   */
  static Entrances of(CollectorConfig config, PrometheusRegistry registry, Clock clock)
      throws IOException {
    return switch (config.identity()) {
      case IdentityConfig.None none ->
          new Entrances(
              List.of(Entrance.open(config.otlpHttpPort(), config.otlpGrpcPort())),
              Gate.OPEN,
              NamespaceLimits.DEFAULT,
              new Readers(ReadLimits.DEFAULT, registry, System::nanoTime),
              PodWords.UNHEARD,
              null,
              List.of());
      case IdentityConfig.Kubernetes kubernetes -> guarded(config, kubernetes, registry, clock);
    };
  }

  private static Entrances guarded(
      CollectorConfig config,
      IdentityConfig.Kubernetes kubernetes,
      PrometheusRegistry registry,
      Clock clock)
      throws IOException {
    Files.createDirectories(config.dataDirectory());
    GonePods gone =
        new GonePods(
            config.dataDirectory().resolve("gone-pods"), TokenGate.LONGEST_POD_TOKEN, clock);
    IdentityFiles files;
    try {
      files = new IdentityFiles(kubernetes.settings().directory());
    } catch (IOException e) {
      gone.close();
      throw e;
    }
    Gate gate = new TokenGate(kubernetes.settings(), files, gone, registry, clock);
    List<Entrance> list = new ArrayList<>();
    list.add(new Entrance(kubernetes.otlpHttpPort(), kubernetes.otlpGrpcPort(), gate, files));
    if (kubernetes.plaintext()) {
      list.add(new Entrance(config.otlpHttpPort(), config.otlpGrpcPort(), UNNAMED, null));
    }
    return new Entrances(
        list,
        gate,
        kubernetes.limits(),
        new Readers(kubernetes.reads(), registry, System::nanoTime),
        gone::tell,
        files,
        List.of(files, gone));
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
