package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.util.List;

/** The operator's Deployment, to be stopped and started. */
public final class Operator {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** The chart's default. */
  private static final int REPLICAS = 2;

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

  /** The replicas that are ready. */
  public static List<Pod> replicas() {
    return pods().stream().filter(Workloads::ready).toList();
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
        .withName("memory-system-operator");
  }
}
