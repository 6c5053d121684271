package dev.memorysystem.operator.certificate;

import dev.memorysystem.operator.Leadership;
import dev.memorysystem.operator.cluster.Trouble;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the {@link CertificateAuthority} see to the certificates while this replica leads: when it
 * begins to, when a Secret changed, and every minute.
 */
@Singleton
public final class CertificateKeeper {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final CertificateAuthority authority;
  private final ServedCertificates served;
  private final Leadership leadership;
  private final Trouble trouble;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());

  CertificateKeeper(
      KubernetesClient client,
      CertificateSettings names,
      ServedCertificates served,
      Leadership leadership,
      Clock clock) {
    this.authority = new CertificateAuthority(client, names, clock);
    this.trouble = new Trouble("keep the certificates", clock);
    this.served = served;
    this.leadership = leadership;
  }

  void start(@Observes @Priority(1) StartupEvent started) {
    leadership.onGained(this::soon);
    served.onChange(this::soon);
    served.start();
    timer.scheduleWithFixedDelay(
        this::soon, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdownNow();
  }

  /** One pass for any number of reasons that come at once. */
  private void soon() {
    if (leadership.isLeader() && !timer.isShutdown() && !asked.getAndSet(true)) {
      timer.execute(this::settle);
    }
  }

  private void settle() {
    asked.set(false);
    if (!leadership.isLeader()) {
      return;
    }
    try {
      authority.settle();
      trouble.isOver();
    } catch (Exception e) {
      trouble.with(e);
      if (!timer.isShutdown()) {
        timer.schedule(this::soon, RETRY.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }
}
