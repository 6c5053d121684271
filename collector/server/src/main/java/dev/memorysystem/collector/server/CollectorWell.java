package dev.memorysystem.collector.server;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Well: nothing is refused for want of memory, and what an earlier run took is analysed. */
@Wellness
public class CollectorWell implements HealthCheck {
  private final CollectorLifecycle lifecycle;

  @Inject
  public CollectorWell(CollectorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> strain = lifecycle.collector().strain();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("strain").status(strain.isEmpty());
    strain.ifPresent(text -> response.withData("trouble", text));
    return response.build();
  }
}
