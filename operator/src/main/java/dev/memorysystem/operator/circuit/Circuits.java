package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.AgentSettings;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.ClusterLookups;
import io.fabric8.kubernetes.api.model.Pod;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * The circuits of all namespaces, kept up to date as their pods change. Reading them is a look into
 * a map: no admission waits for one.
 */
@Singleton
public final class Circuits implements Circuit {
  private static final Logger LOG = Logger.getLogger(Circuits.class);

  private final Cluster cluster;
  private final ClusterLookups lookups;
  private final AgentSettings settings;
  private final Clock clock;
  private final Map<String, InstallCircuit> installs = new ConcurrentHashMap<>();
  private final Map<String, CrashCircuit> crashes = new ConcurrentHashMap<>();
  private final RefusedOwners refused;
  private final ImageOutage outage = new ImageOutage();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("circuits").factory());

  Circuits(
      Cluster cluster,
      ClusterLookups lookups,
      AgentSettings settings,
      MeterRegistry metrics,
      Clock clock) {
    this.cluster = cluster;
    this.lookups = lookups;
    this.settings = settings;
    this.clock = clock;
    this.refused = new RefusedOwners(clock);
    metrics.gauge("memory_system_injection_suspended_namespaces", this, c -> c.open().size());
  }

  /** Before the informers start: none of their news is missed. */
  void start(@Observes @Priority(0) StartupEvent started) {
    cluster.onChange(this::changed);
  }

  void stop(@Observes ShutdownEvent stopping) {
    looker.shutdownNow();
  }

  @Override
  public Optional<SkipReason> spare(Pod pod, String namespace, boolean dryRun) {
    Instant now = clock.instant();
    return install(namespace, dryRun, now)
        .or(() -> crash(pod, namespace))
        .or(() -> refused.spare(pod, namespace, dryRun));
  }

  /** Namespaces whose new pods are spared, and why. */
  public Map<String, InstallTrouble> open() {
    Map<String, InstallTrouble> open = new ConcurrentHashMap<>();
    installs.forEach(
        (namespace, circuit) -> circuit.trouble().ifPresent(t -> open.put(namespace, t)));
    return open;
  }

  private Optional<SkipReason> install(String namespace, boolean dryRun, Instant now) {
    InstallCircuit circuit = installs.get(namespace);
    if (circuit != null && (circuit.hasInstalled() || circuit.trouble().isPresent())) {
      return circuit.spare(!dryRun, now);
    }
    return outage.spare(!dryRun, now);
  }

  private Optional<SkipReason> crash(Pod pod, String namespace) {
    CrashCircuit circuit = crashes.get(namespace);
    return circuit != null && circuit.isOpen(PodWorkload.of(pod, namespace, lookups))
        ? Optional.of(SkipReason.CrashesWithAgent)
        : Optional.empty();
  }

  @Override
  public void admitted(Pod pod, String namespace) {
    refused.admitted(pod, namespace);
  }

  private void changed(String namespace) {
    if (changed.add(namespace)) {
      looker.execute(() -> look(namespace));
    }
  }

  private void look(String namespace) {
    changed.remove(namespace);
    try {
      List<Pod> pods = cluster.pods(namespace);
      refused.see(namespace, pods);
      seeInstalls(namespace, pods);
      seeCrashes(namespace, pods);
    } catch (RuntimeException e) {
      LOG.errorf(e, "namespace %s: cannot tell whether the agent works there", namespace);
    }
  }

  private void seeInstalls(String namespace, List<Pod> pods) {
    InstallCircuit circuit = installs.computeIfAbsent(namespace, n -> new InstallCircuit());
    switch (circuit.see(pods, settings.image(), clock.instant())) {
      case OPENED ->
          LOG.warnf(
              "namespace %s: new pods start without the agent: %s",
              namespace, circuit.trouble().map(InstallTrouble::toString).orElse(""));
      case CLOSED -> LOG.infof("namespace %s: new pods get the agent again", namespace);
      case NONE -> {}
    }
    boolean isWatched = cluster.podNamespaces().contains(namespace);
    if (pods.isEmpty() && (circuit.trouble().isEmpty() || !isWatched)) {
      installs.remove(namespace);
    }
    outage.see(
        installs.values().stream().flatMap(c -> c.imageMissingUntil().stream()).toList(),
        clock.instant());
  }

  private void seeCrashes(String namespace, List<Pod> pods) {
    crashes
        .computeIfAbsent(namespace, n -> new CrashCircuit())
        .see(pods, settings.image(), pod -> PodWorkload.of(pod, namespace, lookups))
        .forEach(
            workload ->
                LOG.warnf(
                    "namespace %s: new pods of %s start without the agent: with it they crash",
                    namespace, workload));
    if (!cluster.podNamespaces().contains(namespace)) {
      crashes.remove(namespace);
    }
  }
}
