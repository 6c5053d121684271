package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The collector's one pod, and the volume that holds what it acknowledged. */
public final class CollectorPod {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The StatefulSet's name too. */
  private static final String SERVICE = "memory-system-collector";

  private static final String NAME = SERVICE + "-0";

  private CollectorPod() {}

  /** Name of the node it runs on. */
  public static String node() {
    return resource().get().getSpec().getNodeName();
  }

  /** Deletes the pod and waits until its successor is ready. */
  public static void restart() {
    String old = resource().get().getMetadata().getUid();
    resource().delete();
    await("a new pod of the collector")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> resource().get(),
            pod -> Workloads.ready(pod) && !pod.getMetadata().getUid().equals(old));
  }

  /** Stops it and waits until it is gone. */
  public static void stop() {
    statefulSet().scale(0);
    await("no pod of the collector")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> resource().get() == null);
  }

  /** Starts it, when it was stopped, and waits until it is ready. */
  public static void start() {
    statefulSet().scale(1);
    await("the collector is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> resource().get(), Workloads::ready);
  }

  /** Has its Service lead to pods with those labels, and returns what it led to. */
  public static Map<String, String> replaceBy(Map<String, String> selector) {
    Map<String, String> before = Map.copyOf(service().get().getSpec().getSelector());
    service()
        .edit(
            stored ->
                new ServiceBuilder(stored).editSpec().withSelector(selector).endSpec().build());
    return before;
  }

  /** Its volume. */
  public static PersistentVolume volume() {
    Pod pod = resource().get();
    String claim =
        pod.getSpec().getVolumes().stream()
            .map(Volume::getPersistentVolumeClaim)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()
            .getClaimName();
    String volume =
        Cluster.CLIENT
            .persistentVolumeClaims()
            .inNamespace(Cluster.INSTALL_NAMESPACE)
            .withName(claim)
            .get()
            .getSpec()
            .getVolumeName();
    return Cluster.CLIENT.persistentVolumes().withName(volume).get();
  }

  public static ServiceResource<Service> service() {
    return Cluster.CLIENT.services().inNamespace(Cluster.INSTALL_NAMESPACE).withName(SERVICE);
  }

  private static RollableScalableResource<StatefulSet> statefulSet() {
    return Cluster.CLIENT
        .apps()
        .statefulSets()
        .inNamespace(Cluster.INSTALL_NAMESPACE)
        .withName(SERVICE);
  }

  private static PodResource resource() {
    return Cluster.CLIENT.pods().inNamespace(Cluster.INSTALL_NAMESPACE).withName(NAME);
  }
}
