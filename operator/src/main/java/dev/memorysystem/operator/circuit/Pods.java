package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.Names;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pod's annotations and status say of it. */
final class Pods {
  /** A container that ended sooner crashed as it started. */
  private static final Duration QUICK = Duration.ofMinutes(2);

  /** The kubelet waits 10 s, 20 s and 40 s between them. */
  private static final int CRASHES = 3;

  private Pods() {}

  static @Nullable String annotation(Pod pod, String name) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(name);
  }

  static boolean carriesAgent(Pod pod) {
    return annotation(pod, Names.INJECTED) != null;
  }

  /** Whether a container of it started several times and ended at once. */
  static boolean crashes(Pod pod) {
    return containers(pod).stream()
        .anyMatch(status -> status.getRestartCount() >= CRASHES && crashedQuickly(status));
  }

  /** Ready, and no container ever started twice. */
  static boolean isWell(Pod pod) {
    List<ContainerStatus> statuses = containers(pod);
    return !statuses.isEmpty()
        && statuses.stream()
            .allMatch(
                status ->
                    Boolean.TRUE.equals(status.getReady())
                        && status.getRestartCount() == 0
                        && status.getState() != null
                        && status.getState().getRunning() != null);
  }

  private static boolean crashedQuickly(ContainerStatus status) {
    ContainerState last = status.getLastState();
    ContainerStateTerminated ended = last == null ? null : last.getTerminated();
    return ended != null
        && ended.getExitCode() != null
        && ended.getExitCode() != 0
        && ended.getStartedAt() != null
        && ended.getFinishedAt() != null
        && Duration.between(
                    Instant.parse(ended.getStartedAt()), Instant.parse(ended.getFinishedAt()))
                .compareTo(QUICK)
            < 0;
  }

  private static List<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
  }
}
