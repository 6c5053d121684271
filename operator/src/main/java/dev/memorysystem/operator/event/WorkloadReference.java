package dev.memorysystem.operator.event;

import dev.memorysystem.crd.Workload;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the object a workload is, so that an Event can be about it. */
@Singleton
public final class WorkloadReference {
  private static final Logger LOG = Logger.getLogger(WorkloadReference.class);

  private static final Map<String, String> API_VERSIONS =
      Map.of(
          "Deployment", "apps/v1",
          "StatefulSet", "apps/v1",
          "DaemonSet", "apps/v1",
          "ReplicaSet", "apps/v1",
          "Job", "batch/v1",
          "CronJob", "batch/v1");

  private final KubernetesClient client;

  WorkloadReference(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @param pods of the workload: one of them stands in where the owner is of another kind, or gone
   */
  public Optional<ObjectReference> find(Workload workload, List<Pod> pods) {
    return owner(workload)
        .map(Notice::reference)
        .or(() -> pods.stream().findFirst().map(Notice::reference));
  }

  private Optional<GenericKubernetesResource> owner(Workload workload) {
    String apiVersion = API_VERSIONS.get(workload.kind());
    if (apiVersion == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          client
              .genericKubernetesResources(apiVersion, workload.kind())
              .inNamespace(workload.namespace())
              .withName(workload.name())
              .get());
    } catch (KubernetesClientException e) {
      LOG.warnf("cannot read %s: %s", workload, e.getMessage());
      return Optional.empty();
    }
  }
}
