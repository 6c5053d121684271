package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.vocabulary.Signals.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sent something, read from its OTLP resource.
 *
 * @param agentVersion absent when the sender is not one of our agents
 */
record Origin(Workload workload, ProcessRef process, @Nullable String agentVersion) {
  private static final String DISTRO = "memory-system";

  /** Outside Kubernetes: the kind of a workload that is just a program. */
  private static final String PROCESS_KIND = "Process";

  /** OpenTelemetry's k8s.*.name attributes of owners, outermost first, and their kinds. */
  private static final List<Map.Entry<String, String>> OWNERS =
      List.of(
          Map.entry("k8s.deployment.name", "Deployment"),
          Map.entry("k8s.statefulset.name", "StatefulSet"),
          Map.entry("k8s.daemonset.name", "DaemonSet"),
          Map.entry("k8s.cronjob.name", "CronJob"),
          Map.entry("k8s.job.name", "Job"),
          Map.entry("k8s.replicaset.name", "ReplicaSet"),
          Map.entry("k8s.pod.name", "Pod"));

  /**
   * @return empty when the resource names no process or no workload: nothing can be said of it
   */
  static Optional<Origin> of(Attributes resource, Revisions revisions) {
    String instance = instance(resource);
    Optional<Workload> workload = workload(resource);
    if (instance == null || workload.isEmpty()) {
      return Optional.empty();
    }
    String version = resource.kept(Resource.TELEMETRY_DISTRO_VERSION);
    boolean ours = DISTRO.equals(resource.string(Resource.TELEMETRY_DISTRO_NAME));
    String podUid = resource.string(Resource.K8S_POD_UID);
    ProcessRef process =
        new ProcessRef(
            instance,
            resource.string(Resource.K8S_POD_NAME),
            podUid,
            resource.string(Resource.K8S_NODE_NAME),
            resource.integer(Resource.PROCESS_PID),
            runtime(resource),
            resource.string(Resource.CONTAINER_IMAGE_NAME),
            podUid == null ? null : revisions.of(podUid),
            resource.time(Resource.PROCESS_CREATION_TIME));
    return Optional.of(new Origin(workload.get(), process, ours ? version : null));
  }

  /** A sender that does not name its process is known by its pod and container. */
  private static @Nullable String instance(Attributes resource) {
    String instance = resource.string(Resource.SERVICE_INSTANCE_ID);
    String podUid = resource.string(Resource.K8S_POD_UID);
    if (instance != null || podUid == null) {
      return instance;
    }
    String container = resource.string(Resource.K8S_CONTAINER_NAME);
    return container == null ? podUid : podUid + "/" + container;
  }

  /** The workload a resource belongs to: as our agents say it, else by OpenTelemetry's names. */
  static Optional<Workload> workload(Attributes resource) {
    String namespace = resource.string(Resource.K8S_NAMESPACE_NAME, "");
    String container = resource.string(Resource.K8S_CONTAINER_NAME, "");
    String kind = resource.string(Resource.MEMORY_WORKLOAD_KIND);
    String name = resource.string(Resource.MEMORY_WORKLOAD_NAME);
    if (kind != null && name != null) {
      return Optional.of(new Workload(namespace, kind, name, container));
    }
    for (Map.Entry<String, String> owner : OWNERS) {
      String ownerName = resource.string(owner.getKey());
      if (ownerName != null) {
        return Optional.of(new Workload(namespace, owner.getValue(), ownerName, container));
      }
    }
    String service = resource.string(Resource.SERVICE_NAME);
    return service == null
        ? Optional.empty()
        : Optional.of(new Workload(namespace, PROCESS_KIND, service, container));
  }

  private static @Nullable String runtime(Attributes resource) {
    String name = resource.string(Resource.PROCESS_RUNTIME_NAME);
    String version = resource.string(Resource.PROCESS_RUNTIME_VERSION);
    if (name == null) {
      return version;
    }
    return version == null ? name : name + " " + version;
  }
}
