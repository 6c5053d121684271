package dev.memorysystem.operator.cluster;

import dev.memorysystem.injection.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.List;
import java.util.Map;

/**
 * Takes away what the operator never reads of objects it holds. Most of a pod is that: probes,
 * field managers, and the values of variables, which may be secret.
 */
final class Trim {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Trim() {}

  static void pod(Pod pod) {
    metadata(pod);
    if (pod.getSpec() != null) {
      spec(pod.getSpec());
    }
    if (pod.getStatus() != null) {
      status(pod.getStatus());
    }
  }

  /** Only that there is one. */
  @SuppressWarnings("NullAway") // a field of a client's model: null is absent
  static void cronJob(CronJob cronJob) {
    metadata(cronJob);
    cronJob.setSpec(null);
    cronJob.setStatus(null);
  }

  /** Field managers stay: they know since when a label is there. */
  static void namespace(Namespace namespace) {
    removeLastApplied(namespace);
  }

  static void metadata(HasMetadata object) {
    object.getMetadata().setManagedFields(List.of());
    removeLastApplied(object);
  }

  private static void removeLastApplied(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    if (annotations != null) {
      annotations.remove(LAST_APPLIED);
    }
  }

  @SuppressWarnings("NullAway") // fields of a client's model: null is absent
  private static void spec(PodSpec spec) {
    spec.getContainers().forEach(Trim::container);
    spec.getInitContainers().forEach(Trim::container);
    spec.getEphemeralContainers().clear();
    spec.getTolerations().clear();
    spec.getTopologySpreadConstraints().clear();
    spec.getHostAliases().clear();
    spec.setDnsConfig(null);
  }

  @SuppressWarnings("NullAway") // fields of a client's model: null is absent
  private static void container(Container container) {
    container.getEnv().removeIf(variable -> !isOurs(variable.getName()));
    container.getEnvFrom().clear();
    container.getPorts().clear();
    container.setLivenessProbe(null);
    container.setReadinessProbe(null);
    container.setStartupProbe(null);
    container.setLifecycle(null);
  }

  private static boolean isOurs(String variable) {
    return variable.startsWith("MEMORY_SYSTEM_") || variable.equals("JAVA_TOOL_OPTIONS");
  }

  private static void status(PodStatus status) {
    status.getContainerStatuses().forEach(Trim::containerStatus);
    status.getInitContainerStatuses().forEach(Trim::containerStatus);
    status.getEphemeralContainerStatuses().clear();
    status.getPodIPs().clear();
    status.getHostIPs().clear();
  }

  private static boolean isInstaller(ContainerStatus status) {
    return Names.AGENT.equals(status.getName());
  }

  @SuppressWarnings("NullAway") // fields of a client's model: null is absent
  private static void containerStatus(ContainerStatus status) {
    status.getVolumeMounts().clear();
    status.setResources(null);
    for (ContainerState state : new ContainerState[] {status.getState(), status.getLastState()}) {
      if (state != null && state.getTerminated() != null && !isInstaller(status)) {
        // The end of what the application said: up to 4 KiB, and its own.
        state.getTerminated().setMessage(null);
      }
    }
  }
}
