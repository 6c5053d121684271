package dev.memorysystem.collector.server;

import dev.memorysystem.collector.Collector;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: log and stores are open and can be written, and the OTLP ports listen. A StatefulSet rolls
 * a change out only when its pod is ready, so what a change would repair is {@link
 * CollectorWell}'s.
 */
@Readiness
public class CollectorReady implements HealthCheck {
  private final CollectorLifecycle lifecycle;

  @Inject
  public CollectorReady(CollectorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    Collector collector = lifecycle.collector();
    Optional<String> trouble = collector.trouble();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("collector")
            .withData("otlpGrpcPort", collector.otlpGrpcPort())
            .withData("otlpHttpPort", collector.otlpHttpPort())
            .status(trouble.isEmpty());
    trouble.ifPresent(text -> response.withData("trouble", text));
    return response.build();
  }
}
