package dev.memorysystem.operator;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.event.EventPublisher;
import dev.memorysystem.operator.event.FindingNotices;
import dev.memorysystem.operator.event.WorkloadReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Findings in labelled namespaces that no profile has: they appear as Events on the workload, for
 * there is no status to show them.
 */
@Singleton
public final class UnclaimedFindings {
  private static final Logger LOG = Logger.getLogger(UnclaimedFindings.class);
  private static final int CHECK_SECONDS = 1;

  private final Cluster cluster;
  private final CollectorView collector;
  private final Observer observer;
  private final WorkloadReference workloads;
  private final EventPublisher events;
  private final Leadership leadership;
  private final Clock clock;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<String, Finding> told = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("unclaimed-findings").factory());

  UnclaimedFindings(
      Cluster cluster,
      CollectorView collector,
      Observer observer,
      WorkloadReference workloads,
      EventPublisher events,
      Leadership leadership,
      Clock clock) {
    this.cluster = cluster;
    this.collector = collector;
    this.observer = observer;
    this.workloads = workloads;
    this.events = events;
    this.leadership = leadership;
    this.clock = clock;
    collector.onChange(changed::add);
    cluster.onChange(changed::add);
  }

  void start(@Observes StartupEvent started) {
    timer.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    timer.shutdownNow();
  }

  private void check() {
    if (!leadership.isLeader() || !cluster.isSynced()) {
      return;
    }
    for (String namespace : changed) {
      changed.remove(namespace);
      try {
        tell(namespace);
      } catch (RuntimeException e) {
        changed.add(namespace);
        LOG.warnf(e, "Events of namespace %s: trying again", namespace);
      }
    }
  }

  private void tell(String namespace) {
    if (!cluster.isInjected(namespace) || !cluster.podNamespaces().contains(namespace)) {
      return;
    }
    List<Finding> findings = collector.snapshot(namespace).findings();
    for (Finding finding : findings) {
      if (!finding.equals(told.get(finding.id())) && observer.isUnclaimed(finding)) {
        tell(finding);
        told.put(finding.id(), finding);
      }
    }
    told.values()
        .removeIf(
            before ->
                namespace.equals(before.workload().namespace())
                    && findings.stream().noneMatch(f -> f.id().equals(before.id())));
  }

  private void tell(Finding finding) {
    List<Pod> pods = observer.pods(finding.workload());
    workloads
        .find(finding.workload(), pods)
        .ifPresent(
            about ->
                events.publish(
                    FindingNotices.of(about, told.get(finding.id()), finding, pods, clock.instant())
                        .toList()));
  }
}
