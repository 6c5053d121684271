package dev.memorysystem.collector.server;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: the pipeline runs. One that stopped does so only for what a restart may mend. */
@Liveness
public class CollectorLive implements HealthCheck {
  private final CollectorLifecycle lifecycle;

  @Inject
  public CollectorLive(CollectorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("pipeline").status(lifecycle.collector().isAlive()).build();
  }
}
