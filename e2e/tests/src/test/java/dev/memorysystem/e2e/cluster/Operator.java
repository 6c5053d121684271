package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The operator's Deployment, to be stopped and started. */
public final class Operator {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** The chart's default. */
  private static final int REPLICAS = 2;

  private static final String NAME = "memory-system-operator";

  private Operator() {}

  /** Stops every replica and waits until none is left. */
  public static void stop() {
    deployment().scale(0);
    await("no pod of the operator")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> pods().isEmpty());
  }

  /** Starts the replicas, when there are none, and waits until one is ready. */
  public static void start() {
    deployment().scale(REPLICAS);
    awaitReady();
  }

  /** Deletes the pods and waits until a successor is ready. */
  public static void restart() {
    List<String> old = pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
    pods().forEach(pod -> Cluster.CLIENT.resource(pod).delete());
    await("a new pod of the operator")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () ->
                pods().stream().noneMatch(pod -> old.contains(pod.getMetadata().getUid()))
                    && pods().stream().anyMatch(Workloads::ready));
  }

  /** How often the containers of each replica were restarted, by its UID. */
  public static Map<String, Integer> restarts() {
    return pods().stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getUid(),
                pod ->
                    pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(ContainerStatus::getRestartCount)
                        .sum()));
  }

  /** Lines that the replicas have logged since. */
  public static List<String> log(Instant since) {
    return pods().stream()
        .flatMap(
            pod ->
                Cluster.CLIENT
                    .pods()
                    .inNamespace(Cluster.INSTALL_NAMESPACE)
                    .withName(pod.getMetadata().getName())
                    .sinceTime(since.truncatedTo(ChronoUnit.SECONDS).toString())
                    .getLog()
                    .lines())
        .toList();
  }

  /** The replicas that are ready. */
  public static List<Pod> replicas() {
    return pods().stream().filter(Workloads::ready).toList();
  }

  /** Replaces every pod by a new one, one after the other, and waits until that is done. */
  public static void update() {
    List<String> old = pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
    deployment().rolling().restart();
    await("every pod of the operator is a new one, and ready")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(
            () ->
                pods().size() == REPLICAS
                    && pods().stream()
                        .allMatch(
                            pod ->
                                !old.contains(pod.getMetadata().getUid()) && Workloads.ready(pod)));
  }

  /** The pod that reconciles. */
  public static String leader() {
    return await("a leader")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(Operator::holder, holder -> !holder.isEmpty());
  }

  public static void awaitLeaderOtherThan(String before) {
    await("another leader than " + before)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(Operator::holder, holder -> !holder.isEmpty() && !holder.equals(before));
  }

  private static String holder() {
    Lease lease =
        Cluster.CLIENT.leases().inNamespace(Cluster.INSTALL_NAMESPACE).withName(NAME).get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  private static void awaitReady() {
    await("the operator is ready")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> pods().stream().anyMatch(Workloads::ready));
  }

  private static List<Pod> pods() {
    return Cluster.CLIENT
        .pods()
        .inNamespace(Cluster.INSTALL_NAMESPACE)
        .withLabels(deployment().get().getSpec().getSelector().getMatchLabels())
        .list()
        .getItems();
  }

  private static RollableScalableResource<Deployment> deployment() {
    return Cluster.CLIENT
        .apps()
        .deployments()
        .inNamespace(Cluster.INSTALL_NAMESPACE)
        .withName(NAME);
  }
}
