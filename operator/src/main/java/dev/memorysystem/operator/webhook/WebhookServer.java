package dev.memorysystem.operator.webhook;

import dev.memorysystem.injection.Injection;
import dev.memorysystem.operator.OperatorConfig;
import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.circuit.Circuits;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The webhook of this replica, leader or not. It serves with what its Secret holds, from the moment
 * it holds something, whatever else is missing: replicas of the version before end only when those
 * of this one are ready, and the lead with them. It serves to the end: a replica that is told to
 * stop goes on for as long as others may still be sending it pods.
 */
@Singleton
public final class WebhookServer {
  /** Among those who are told that the replica stops: after all who write. */
  public static final int STOP = 5000;

  private static final Logger LOG = Logger.getLogger(WebhookServer.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ServedCertificates certificates;
  private final AdmissionServer server;
  private final Duration drain;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-certificate").factory());

  WebhookServer(
      MeterRegistry metrics,
      OperatorConfig config,
      KubernetesClient client,
      ServedCertificates certificates,
      Cluster cluster,
      Injection injection,
      DefaultProfile defaultProfile,
      ExcludedNamespaces excluded,
      Circuits circuits) {
    this.certificates = certificates;
    this.drain = config.drain();
    this.server =
        new AdmissionServer(
            new Admission(
                injection,
                cluster::profiles,
                defaultProfile,
                excluded,
                circuits,
                client.getKubernetesSerialization()),
            metrics,
            config.webhookPort());
  }

  void start(@Observes StartupEvent started) {
    certificates.onChange(this::serveSoon);
    serveSoon();
  }

  /** A replica that is going away is taken off the Service's list; the news takes its time. */
  void stop(@Observes @Priority(STOP) ShutdownEvent stopping) throws InterruptedException {
    server.sendAway();
    if (server.isServing() && drain.isPositive()) {
      LOG.infof("serving the webhook for another %d s", drain.toSeconds());
      TimeUnit.MILLISECONDS.sleep(drain.toMillis());
    }
    certificates.close();
    timer.shutdownNow();
    server.close();
  }

  public boolean isServing() {
    return server.isServing();
  }

  /** The port it listens on; 0 when it does not yet. */
  public int actualPort() {
    return server.actualPort();
  }

  private void serveSoon() {
    if (!timer.isShutdown()) {
      timer.execute(this::serve);
    }
  }

  private void serve() {
    Optional<ServedCertificates.Serving> current = certificates.webhook();
    if (current.isEmpty()) {
      LOG.info("no certificate for the webhook yet: the leader makes it");
      return;
    }
    try {
      server.serveWith(current.get());
    } catch (Exception e) {
      LOG.warnf(
          "the webhook cannot serve with its certificate, trying again in %d s: %s",
          RETRY.toSeconds(), e.getMessage());
      if (!timer.isShutdown()) {
        timer.schedule(this::serve, RETRY.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }
}
