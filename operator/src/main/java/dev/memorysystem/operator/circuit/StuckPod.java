package dev.memorysystem.operator.circuit;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod that has never run and waits for our init container alone, and whose owner makes another
 * when it goes.
 *
 * @param owner UID of its controller
 */
public record StuckPod(Pod pod, InstallTrouble trouble, String owner) {
  /**
   * Those that replace a pod and think nothing of it. A Job does not: it counts a pod that goes as
   * a failure. Of controllers of others, nothing is known.
   */
  private static final Set<String> REPLACING =
      Set.of(
          "apps/v1 ReplicaSet",
          "apps/v1 StatefulSet",
          "apps/v1 DaemonSet",
          "v1 ReplicationController");

  public static Optional<StuckPod> of(Pod pod) {
    return InstallTrouble.of(pod)
        .filter(trouble -> Pods.carriesAgent(pod) && hasNeverRun(pod) && !goes(pod))
        .flatMap(trouble -> owner(pod).map(owner -> new StuckPod(pod, trouble, owner)));
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  /** The agent's image in it. */
  public String image() {
    return InstallTrouble.image(pod).orElse("");
  }

  private static boolean goes(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean hasNeverRun(Pod pod) {
    return "Pending".equals(pod.getStatus().getPhase())
        && Stream.concat(
                pod.getStatus().getContainerStatuses().stream(),
                pod.getStatus().getInitContainerStatuses().stream()
                    .filter(status -> InstallTrouble.status(pod).filter(status::equals).isEmpty()))
            .allMatch(StuckPod::hasNeverRun);
  }

  private static boolean hasNeverRun(ContainerStatus status) {
    return status.getRestartCount() == 0
        && waits(status.getLastState())
        && waits(status.getState());
  }

  private static boolean waits(@Nullable ContainerState state) {
    return state == null || (state.getTerminated() == null && state.getRunning() == null);
  }

  private static Optional<String> owner(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .filter(owner -> REPLACING.contains(owner.getApiVersion() + " " + owner.getKind()))
        .map(OwnerReference::getUid)
        .findFirst();
  }
}
