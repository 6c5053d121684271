package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner a person knows a pod by.
 *
 * @param kind Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, Pod, or the kind of a
 *     controller of someone else's
 */
public record PodWorkload(String kind, String name) {
  private static final String TEMPLATE_HASH = "pod-template-hash";

  /**
   * The CronJob controller names a Job after itself and the scheduled minute since the epoch; eight
   * digits since 1989.
   */
  private static final Pattern SCHEDULED_JOB = Pattern.compile("(.+)-[0-9]{8,}");

  /**
   * @param namespace of the pod: at admission the pod itself may not say
   */
  public static PodWorkload of(Pod pod, String namespace, Lookups lookups) {
    return controller(pod.getMetadata())
        .map(owner -> ownedBy(owner, pod.getMetadata(), namespace, lookups))
        .orElseGet(() -> new PodWorkload("Pod", ownName(pod.getMetadata())));
  }

  private static Optional<OwnerReference> controller(ObjectMeta metadata) {
    return metadata.getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  private static PodWorkload ownedBy(
      OwnerReference owner, ObjectMeta pod, String namespace, Lookups lookups) {
    return switch (owner.getKind()) {
      case "ReplicaSet" -> ofReplicaSet(owner.getName(), pod);
      case "Job" -> ofJob(owner.getName(), namespace, lookups);
      // A mirror pod: the node is no workload.
      case "Node" -> new PodWorkload("Pod", ownName(pod));
      default -> new PodWorkload(owner.getKind(), owner.getName());
    };
  }

  private static PodWorkload ofReplicaSet(String name, ObjectMeta pod) {
    String hash = pod.getLabels() == null ? null : pod.getLabels().get(TEMPLATE_HASH);
    return hash != null && name.endsWith("-" + hash)
        ? new PodWorkload("Deployment", name.substring(0, name.length() - hash.length() - 1))
        : new PodWorkload("ReplicaSet", name);
  }

  private static PodWorkload ofJob(String name, String namespace, Lookups lookups) {
    Matcher scheduled = SCHEDULED_JOB.matcher(name);
    return scheduled.matches() && lookups.isCronJob(namespace, scheduled.group(1))
        ? new PodWorkload("CronJob", scheduled.group(1))
        : new PodWorkload("Job", name);
  }

  private static String ownName(ObjectMeta metadata) {
    if (metadata.getName() != null) {
      return metadata.getName();
    }
    String prefix = Objects.requireNonNullElse(metadata.getGenerateName(), "unnamed");
    return prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
