package dev.memorysystem.operator;

import dev.memorysystem.injection.AgentSettings;
import dev.memorysystem.operator.circuit.Circuits;
import dev.memorysystem.operator.circuit.Evictions;
import dev.memorysystem.operator.circuit.InstallTrouble;
import dev.memorysystem.operator.circuit.StuckPod;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.event.EventPublisher;
import dev.memorysystem.operator.event.Notice;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Evicts pods that have never run and wait for our init container alone, so that their owners make
 * them anew: without the agent while the circuit is open, with its new image when that has changed.
 * Only the leader does; it tells of each by an Event on the pod.
 */
@Singleton
final class StuckPods {
  private static final Logger LOG = Logger.getLogger(StuckPods.class);

  private static final int EVERY_SECONDS = 5;

  private final Cluster cluster;
  private final Circuits circuits;
  private final AgentSettings settings;
  private final Leadership leadership;
  private final EventPublisher events;
  private final KubernetesClient client;
  private final Clock clock;
  private final boolean enabled;
  private final Evictions evictions = new Evictions();
  private final Set<String> told = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stuck-pods").factory());

  StuckPods(
      Cluster cluster,
      Circuits circuits,
      AgentSettings settings,
      Leadership leadership,
      EventPublisher events,
      KubernetesClient client,
      OperatorConfig config,
      Clock clock) {
    this.cluster = cluster;
    this.circuits = circuits;
    this.settings = settings;
    this.leadership = leadership;
    this.events = events;
    this.client = client;
    this.clock = clock;
    this.enabled = config.evictStuckPods();
  }

  void start(@Observes StartupEvent started) {
    timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdownNow();
  }

  private void look() {
    try {
      if (!leadership.isLeader()) {
        return;
      }
      Set<String> open = circuits.open().keySet();
      told.retainAll(open);
      open.stream()
          .filter(namespace -> !told.contains(namespace))
          .forEach(namespace -> attempt("namespace " + namespace, () -> tell(namespace)));
      if (enabled) {
        evictions
            .next(stuck(), clock.instant())
            .forEach(pod -> attempt("pod " + name(pod), () -> evict(pod)));
      }
    } catch (RuntimeException e) {
      LOG.warnf("cannot look for stuck pods: %s", e.getMessage());
    }
  }

  /** What goes wrong with one is no matter of the others. */
  private static void attempt(String about, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf("%s is stuck and that cannot be told or put right: %s", about, e.getMessage());
    }
  }

  private static String name(StuckPod stuck) {
    ObjectMeta pod = stuck.pod().getMetadata();
    return pod.getNamespace() + "/" + pod.getName();
  }

  /** One that would come back with the same image, and be stuck again, is left. */
  private List<StuckPod> stuck() {
    Collection<String> open = circuits.open().keySet();
    return cluster.podNamespaces().stream()
        .flatMap(namespace -> cluster.pods(namespace).stream())
        .flatMap(pod -> StuckPod.of(pod).stream())
        .filter(
            pod ->
                open.contains(pod.pod().getMetadata().getNamespace())
                    || !pod.image().equals(settings.image()))
        .toList();
  }

  /** Where there is a profile, its status tells. */
  private void tell(String namespace) {
    if (cluster.profiles(namespace).isEmpty()) {
      publish(namespace);
    }
    told.add(namespace);
  }

  private void publish(String namespace) {
    cluster.pods(namespace).stream()
        .flatMap(
            pod ->
                InstallTrouble.of(pod)
                    .map(trouble -> notice(pod, trouble, trouble.reason().message(), "suspended"))
                    .stream())
        .findFirst()
        .ifPresent(notice -> events.publish(List.of(notice)));
  }

  private static Notice notice(Pod pod, InstallTrouble trouble, String note, String transition) {
    return new Notice(
        Notice.reference(pod), Notice.Type.Warning, Reason.of(trouble.reason()), note, transition);
  }

  private void evict(StuckPod stuck) {
    ObjectMeta pod = stuck.pod().getMetadata();
    try {
      client
          .pods()
          .inNamespace(pod.getNamespace())
          .withName(pod.getName())
          .evict(
              new EvictionBuilder()
                  .withNewMetadata()
                  .withNamespace(pod.getNamespace())
                  .withName(pod.getName())
                  .endMetadata()
                  .withDeleteOptions(
                      new DeleteOptionsBuilder()
                          .withNewPreconditions()
                          .withUid(pod.getUid())
                          .withResourceVersion(pod.getResourceVersion())
                          .endPreconditions()
                          .build())
                  .build());
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "pod %s/%s is stuck and not evicted: %s",
          pod.getNamespace(), pod.getName(), e.getMessage());
      return;
    }
    events.publish(
        List.of(
            notice(
                stuck.pod(),
                stuck.trouble(),
                "evicted, as it had never run and its owner makes another: "
                    + stuck.trouble().advice(),
                "evicted")));
  }
}
