package dev.memorysystem.operator;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.Trouble;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.event.EventPublisher;
import dev.memorysystem.operator.event.Notice;
import dev.memorysystem.operator.event.PatientNotices;
import dev.memorysystem.operator.event.ProfileNotices;
import dev.memorysystem.operator.rollout.Rollouts;
import dev.memorysystem.operator.status.Observed;
import dev.memorysystem.operator.status.StatusAggregator;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the status of a MemoryProfile and tells of its changes by Events. It is called when the
 * profile, a pod or the namespace changes, when the collector has news, and now and then.
 */
@ControllerConfiguration(name = "memoryprofile")
@RateLimited(maxReconciliations = 2, within = 1)
@GradualRetry(
    initialInterval = 1000,
    intervalMultiplier = 2,
    maxInterval = 60_000,
    maxAttempts = -1)
public final class MemoryProfileReconciler implements Reconciler<MemoryProfile> {
  private static final Logger LOG = Logger.getLogger(MemoryProfileReconciler.class);

  /** The SDK can miss a change that meets its own write; and some states come with time alone. */
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);

  /** Workloads are not watched, only their pods are. */
  private static final Duration WHILE_RESTARTING = Duration.ofSeconds(5);

  /** When the API server did not take it. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

  /** Between two lines about that. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  /** A restarted operator waits so long for the collector before it writes a status without it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final CollectorView collector;
  private final Observer observer;
  private final Rollouts rollouts;
  private final PatientNotices notices;
  private final Clock clock;
  private final Instant started;
  private volatile Instant quietUntil = Instant.MIN;

  MemoryProfileReconciler(
      Cluster cluster,
      CollectorView collector,
      Observer observer,
      Rollouts rollouts,
      EventPublisher events,
      Clock clock) {
    this.cluster = cluster;
    this.collector = collector;
    this.observer = observer;
    this.rollouts = rollouts;
    this.notices = new PatientNotices(events::publish);
    this.clock = clock;
    this.started = clock.instant();
  }

  @Override
  public UpdateControl<MemoryProfile> reconcile(
      MemoryProfile profile, Context<MemoryProfile> context) {
    if (!isInformed(profile)) {
      return UpdateControl.<MemoryProfile>noUpdate().rescheduleAfter(SOON);
    }
    Observed found = observer.observe(profile);
    Rollouts.Progress progress = rollouts.advance(found);
    Observed observed = found.with(progress.status());
    MemoryProfileStatus status = StatusAggregator.next(observed, profile.getStatus());
    Duration next = isRestarting(status) ? WHILE_RESTARTING : NOW_AND_THEN;
    return writeIfChanged(profile, status)
        .rescheduleAfter(
            isTold(profile, status, observed, progress.notices()) ? next : AFTER_TROUBLE);
  }

  /** By Events. What cannot be told yet holds up no status. */
  private boolean isTold(
      MemoryProfile profile,
      MemoryProfileStatus status,
      Observed observed,
      List<Notice> ofRestarts) {
    notices.retain(
        cluster.profiles().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet()));
    Optional<KubernetesClientException> refused =
        notices.tell(
            profile.getMetadata().getUid(),
            Stream.concat(
                    ofRestarts.stream(),
                    ProfileNotices.of(profile, status, observed.pods(), observed.now()).stream())
                .toList());
    refused.ifPresent(why -> warn("Events of " + name(profile), why));
    return refused.isEmpty();
  }

  /** A profile that is gone is no error; an API server that is away is one line, not one a try. */
  @Override
  public ErrorStatusUpdateControl<MemoryProfile> updateErrorStatus(
      MemoryProfile profile, Context<MemoryProfile> context, Exception problem) {
    if (!(problem instanceof KubernetesClientException refused)) {
      return ErrorStatusUpdateControl.defaultErrorProcessing();
    }
    String name = name(profile);
    if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      LOG.debugf("%s was deleted meanwhile", name);
      return ErrorStatusUpdateControl.<MemoryProfile>noStatusUpdate().withNoRetry();
    }
    warn(name, refused);
    return ErrorStatusUpdateControl.<MemoryProfile>noStatusUpdate()
        .withNoRetry()
        .rescheduleAfter(AFTER_TROUBLE);
  }

  private static String name(MemoryProfile profile) {
    return profile.getMetadata().getNamespace() + "/" + profile.getMetadata().getName();
  }

  private void warn(String what, KubernetesClientException refused) {
    Instant now = clock.instant();
    Logger.Level level = now.isBefore(quietUntil) ? Logger.Level.DEBUG : Logger.Level.WARN;
    if (level == Logger.Level.WARN) {
      quietUntil = now.plus(QUIET);
    }
    LOG.logf(
        level,
        "%s cannot be told, trying again every %d s: %s (%s)",
        what,
        AFTER_TROUBLE.toSeconds(),
        Trouble.advice(refused),
        Trouble.reason(refused));
  }

  @Override
  public List<EventSource<?, MemoryProfile>> prepareEventSources(
      EventSourceContext<MemoryProfile> context) {
    SimpleInboundEventSource<MemoryProfile> news = new SimpleInboundEventSource<>("news");
    cluster.onChange(namespace -> propagate(namespace, news));
    collector.onChange(namespace -> propagate(namespace, news));
    return List.of(news);
  }

  private void propagate(String namespace, SimpleInboundEventSource<MemoryProfile> news) {
    cluster.profiles(namespace).stream()
        .map(ResourceID::fromResource)
        .forEach(news::propagateEvent);
  }

  /** A status made from half of the picture would tell of changes that never were. */
  private boolean isInformed(MemoryProfile profile) {
    String namespace = profile.getMetadata().getNamespace();
    return cluster.isSynced()
        && cluster.podNamespaces().contains(namespace)
        && cluster.profiles(namespace).stream().anyMatch(known -> isCurrent(known, profile))
        && (collector.snapshot(namespace).everSynced()
            || clock.instant().isAfter(started.plus(PATIENCE)));
  }

  private static boolean isCurrent(MemoryProfile known, MemoryProfile profile) {
    return known.getMetadata().getUid().equals(profile.getMetadata().getUid())
        && known.getMetadata().getGeneration().equals(profile.getMetadata().getGeneration());
  }

  private static boolean isRestarting(MemoryProfileStatus status) {
    return status.rollout() != null && status.rollout().pending() > 0;
  }

  static UpdateControl<MemoryProfile> writeIfChanged(
      MemoryProfile profile, MemoryProfileStatus status) {
    if (status.equals(profile.getStatus())) {
      return UpdateControl.noUpdate();
    }
    LOG.infof(
        "%s/%s: %s",
        profile.getMetadata().getNamespace(), profile.getMetadata().getName(), inShort(status));
    return UpdateControl.patchStatus(statusOnly(profile, status));
  }

  @SuppressWarnings("NullAway") // without a spec: the server-side apply is to own the status alone
  private static MemoryProfile statusOnly(MemoryProfile profile, MemoryProfileStatus status) {
    MemoryProfile applied = new MemoryProfile();
    applied.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(profile.getMetadata().getNamespace())
            .withName(profile.getMetadata().getName())
            .build());
    applied.setSpec(null);
    applied.setStatus(status);
    return applied;
  }

  private static String inShort(MemoryProfileStatus status) {
    return status.conditions().stream()
            .map(c -> c.getType() + "=" + c.getStatus() + "/" + c.getReason())
            .toList()
        + " "
        + status.pods()
        + " leaks="
        + status.leaks()
        + (status.worst() == null ? "" : " worst=" + status.worst());
  }
}
