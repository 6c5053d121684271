package dev.memorysystem.operator;

import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.webhook.WebhookServer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to be sent pods: the picture of the cluster is whole and the webhook listens. */
@Readiness
@Singleton
final class WebhookReadiness implements HealthCheck {
  private final Cluster cluster;
  private final WebhookServer webhook;

  WebhookReadiness(Cluster cluster, WebhookServer webhook) {
    this.cluster = cluster;
    this.webhook = webhook;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("webhook")
        .status(cluster.isSynced() && webhook.isServing())
        .withData("synced", cluster.isSynced())
        .withData("memoryProfilesDefined", !cluster.isMissingDefinition())
        .withData("listening", webhook.isServing())
        .build();
  }
}
