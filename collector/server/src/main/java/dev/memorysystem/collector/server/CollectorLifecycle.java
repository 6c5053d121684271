package dev.memorysystem.collector.server;

import dev.memorysystem.collector.Collector;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the core with the server and stops it after the last request was answered. */
@Startup
@Singleton
public class CollectorLifecycle {
  private static final Logger LOG = Logger.getLogger(CollectorLifecycle.class);

  private final ServerConfig config;
  private @Nullable Collector collector;

  @Inject
  public CollectorLifecycle(ServerConfig config) {
    this.config = config;
  }

  @PostConstruct
  void start() {
    try {
      Collector started = Collector.start(config.collector());
      collector = started;
      LOG.infof(
          "OTLP on %s: gRPC %d, HTTP %d; data in %s",
          config.collector().bindHost(),
          started.otlpGrpcPort(),
          started.otlpHttpPort(),
          config.collector().dataDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  void stop(@Observes ShutdownEvent shutdown) {
    LOG.info("stopping: folding what was acknowledged");
    collector().close();
  }

  /** The running collector. */
  public Collector collector() {
    if (collector == null) {
      throw new IllegalStateException("the collector has not started");
    }
    return collector;
  }
}
