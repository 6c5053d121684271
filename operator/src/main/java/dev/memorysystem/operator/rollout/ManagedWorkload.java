package dev.memorysystem.operator.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment, StatefulSet or DaemonSet as its controller sees it.
 *
 * @param object as read; its resourceVersion guards every change
 * @param claims a StatefulSet's claim templates: volumes that its pod template lacks
 * @param paused a paused Deployment
 * @param unsupported why a change of the template would not restart its pods
 * @param disruptions pods that its update strategy takes away at once, at least 1
 * @param unsettled what is still going on; empty when all pods are of the present template and
 *     available
 * @param overdue its controller gave up waiting for progress
 * @param progress changes whenever a restart gets on
 * @param minReadySeconds how long a pod must be ready to be available
 */
record ManagedWorkload(
    HasMetadata object,
    PodTemplateSpec template,
    List<PersistentVolumeClaim> claims,
    boolean paused,
    Optional<Verdict.Refused> unsupported,
    int disruptions,
    Optional<String> unsettled,
    boolean overdue,
    List<Integer> progress,
    int minReadySeconds) {

  static ManagedWorkload of(Deployment deployment) {
    DeploymentSpec spec = deployment.getSpec();
    DeploymentStatus status =
        Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    int desired = orElse(spec.getReplicas(), 1);
    boolean recreates =
        spec.getStrategy() != null && "Recreate".equals(spec.getStrategy().getType());
    @Nullable IntOrString unavailable =
        spec.getStrategy() == null || spec.getStrategy().getRollingUpdate() == null
            ? null
            : spec.getStrategy().getRollingUpdate().getMaxUnavailable();
    boolean seen = seen(deployment, status.getObservedGeneration());
    return new ManagedWorkload(
        deployment,
        spec.getTemplate(),
        List.of(),
        Boolean.TRUE.equals(spec.getPaused()),
        Optional.empty(),
        recreates ? Math.max(1, desired) : share(unavailable, desired, false),
        unsettled(
            seen,
            desired,
            orElse(status.getReplicas(), 0),
            orElse(status.getUpdatedReplicas(), 0),
            orElse(status.getAvailableReplicas(), 0)),
        seen
            && status.getConditions().stream()
                .anyMatch(
                    condition ->
                        "Progressing".equals(condition.getType())
                            && "False".equals(condition.getStatus())),
        List.of(
            orElse(status.getUpdatedReplicas(), 0),
            orElse(status.getReplicas(), 0),
            orElse(status.getAvailableReplicas(), 0)),
        orElse(spec.getMinReadySeconds(), 0));
  }

  static ManagedWorkload of(StatefulSet set) {
    StatefulSetSpec spec = set.getSpec();
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
    int desired = orElse(spec.getReplicas(), 1);
    boolean seen = seen(set, status.getObservedGeneration());
    var strategy = spec.getUpdateStrategy();
    var rolling = strategy == null ? null : strategy.getRollingUpdate();
    Optional<Verdict.Refused> unsupported =
        strategy != null && "OnDelete".equals(strategy.getType())
            ? Optional.of(onDelete(set))
            : rolling != null && orElse(rolling.getPartition(), 0) > 0
                ? Optional.of(
                    Verdict.refused(
                        "Partitioned",
                        "its update strategy holds pods below the partition %d back; set"
                                .formatted(rolling.getPartition())
                            + " spec.updateStrategy.rollingUpdate.partition to 0, or delete the"
                            + " pods yourself, one by one"))
                : Optional.empty();
    Optional<String> unsettled =
        unsettled(
            seen,
            desired,
            orElse(status.getReplicas(), 0),
            Objects.equals(status.getCurrentRevision(), status.getUpdateRevision())
                ? desired
                : Math.min(desired - 1, orElse(status.getUpdatedReplicas(), 0)),
            Math.max(orElse(status.getAvailableReplicas(), 0), 0));
    return new ManagedWorkload(
        set,
        spec.getTemplate(),
        Objects.requireNonNullElse(spec.getVolumeClaimTemplates(), List.of()),
        false,
        unsupported,
        share(rolling == null ? null : rolling.getMaxUnavailable(), desired, true),
        unsettled,
        false,
        List.of(
            orElse(status.getUpdatedReplicas(), 0),
            orElse(status.getReplicas(), 0),
            orElse(status.getAvailableReplicas(), 0)),
        orElse(spec.getMinReadySeconds(), 0));
  }

  static ManagedWorkload of(DaemonSet set) {
    DaemonSetSpec spec = set.getSpec();
    DaemonSetStatus status = Objects.requireNonNullElseGet(set.getStatus(), DaemonSetStatus::new);
    int desired = orElse(status.getDesiredNumberScheduled(), 0);
    boolean seen = seen(set, status.getObservedGeneration());
    var strategy = spec.getUpdateStrategy();
    var rolling = strategy == null ? null : strategy.getRollingUpdate();
    return new ManagedWorkload(
        set,
        spec.getTemplate(),
        List.of(),
        false,
        strategy != null && "OnDelete".equals(strategy.getType())
            ? Optional.of(onDelete(set))
            : Optional.empty(),
        share(rolling == null ? null : rolling.getMaxUnavailable(), desired, true),
        unsettled(
            seen,
            desired,
            desired,
            orElse(status.getUpdatedNumberScheduled(), 0),
            orElse(status.getNumberAvailable(), 0)),
        false,
        List.of(
            orElse(status.getUpdatedNumberScheduled(), 0), orElse(status.getNumberAvailable(), 0)),
        orElse(spec.getMinReadySeconds(), 0));
  }

  String name() {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  /** Whatever made it, and keeps it as it wants it. */
  Optional<OwnerReference> controller() {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  /** The revision its template was last restarted for. */
  Optional<String> restartedFor() {
    return Marks.read(template.getMetadata(), Marks.ROLLOUT);
  }

  /** The same, if that is its template still. */
  Optional<String> presentRevision() {
    return restartedFor().filter(revision -> Revision.isOf(revision, template));
  }

  /** The revision whose restart is noted on it to have ended well. */
  Optional<String> ended() {
    return Marks.read(object.getMetadata(), Marks.ENDED);
  }

  private static Verdict.Refused onDelete(HasMetadata object) {
    return Verdict.refused(
        "OnDelete",
        "its update strategy is OnDelete; delete its pods yourself, one by one: kubectl delete pod"
            + " -n %s NAME".formatted(object.getMetadata().getNamespace()));
  }

  private static boolean seen(HasMetadata object, @Nullable Long observedGeneration) {
    Long generation = object.getMetadata().getGeneration();
    return generation == null || (observedGeneration != null && observedGeneration >= generation);
  }

  private static Optional<String> unsettled(
      boolean seen, int desired, int replicas, int updated, int available) {
    if (!seen) {
      return Optional.of("its controller has not seen its last change yet");
    }
    if (updated < desired || replicas > desired) {
      return Optional.of(
          "%d of %d pods are of its present template, %d in all"
              .formatted(updated, desired, replicas));
    }
    return available < desired
        ? Optional.of("%d of %d pods are available".formatted(available, desired))
        : Optional.empty();
  }

  /** A number, or a percentage of the pods; with none allowed, pods come before others go. */
  private static int share(@Nullable IntOrString value, int of, boolean roundUp) {
    if (value == null) {
      return 1;
    }
    if (value.getIntVal() != null) {
      return Math.max(1, value.getIntVal());
    }
    String text = Objects.requireNonNullElse(value.getStrVal(), "");
    if (!text.matches("[0-9]{1,4}%")) {
      return 1;
    }
    double pods = of * Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
    return Math.max(1, (int) (roundUp ? Math.ceil(pods) : Math.floor(pods)));
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
