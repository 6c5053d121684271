package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.Objects;

/** The collector's one pod, and the volume that holds what it acknowledged. */
public final class CollectorPod {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String NAME = "memory-system-collector-0";

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

  private static PodResource resource() {
    return Cluster.CLIENT.pods().inNamespace(Cluster.INSTALL_NAMESPACE).withName(NAME);
  }
}
