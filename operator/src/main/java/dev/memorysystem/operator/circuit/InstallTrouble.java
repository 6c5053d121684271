package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.SkipReason;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the init container of ours in a pod from ending well.
 *
 * @param reason {@link SkipReason#AgentImageUnavailable} or {@link SkipReason#AgentInstallFailing}
 * @param state as `kubectl get pods` has it, ErrImagePull or OOMKilled
 * @param message what the kubelet says of it; may be empty
 */
public record InstallTrouble(SkipReason reason, String state, String message) {
  /** Reasons of the kubelet's image manager (pkg/kubelet/images/types.go). */
  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "ImageInspectError",
          "InvalidImageName",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private static final Set<String> UNDER_WAY = Set.of("PodInitializing", "ContainerCreating");

  /** Empty when all is well, and for a pod without the init container. */
  public static Optional<InstallTrouble> of(Pod pod) {
    return status(pod).flatMap(InstallTrouble::of);
  }

  /** Whether the init container is through. */
  static boolean isInstalled(Pod pod) {
    return status(pod)
        .map(ContainerStatus::getState)
        .map(ContainerState::getTerminated)
        .filter(terminated -> isZero(terminated.getExitCode()))
        .isPresent();
  }

  /** The image the init container was to run; empty when there is none. */
  static Optional<String> image(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
        .filter(container -> Names.AGENT.equals(container.getName()))
        .map(Container::getImage)
        .filter(Objects::nonNull)
        .findFirst();
  }

  static Optional<ContainerStatus> status(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getInitContainerStatuses().stream()
            .filter(status -> Names.AGENT.equals(status.getName()))
            .findFirst();
  }

  private static Optional<InstallTrouble> of(ContainerStatus status) {
    if (status.getState() == null) {
      return Optional.empty();
    }
    if (status.getState().getWaiting() != null) {
      return waiting(status.getState().getWaiting(), terminated(status.getLastState()));
    }
    ContainerStateTerminated ended = terminated(status.getState());
    return ended == null || isZero(ended.getExitCode()) ? Optional.empty() : failed(ended);
  }

  private static Optional<InstallTrouble> waiting(
      ContainerStateWaiting waiting, @Nullable ContainerStateTerminated last) {
    String state = Objects.requireNonNullElse(waiting.getReason(), "");
    String message = Objects.requireNonNullElse(waiting.getMessage(), "");
    if (IMAGE.contains(state)) {
      return Optional.of(new InstallTrouble(SkipReason.AgentImageUnavailable, state, message));
    }
    if (state.isEmpty() || UNDER_WAY.contains(state)) {
      return Optional.empty();
    }
    return last == null
        ? Optional.of(new InstallTrouble(SkipReason.AgentInstallFailing, state, message))
        : failed(last);
  }

  private static Optional<InstallTrouble> failed(ContainerStateTerminated ended) {
    String message = Objects.requireNonNullElse(ended.getMessage(), "").strip();
    return Optional.of(
        new InstallTrouble(
            SkipReason.AgentInstallFailing,
            Objects.requireNonNullElse(ended.getReason(), "Error"),
            message.isEmpty() ? "exit code " + ended.getExitCode() : message));
  }

  private static @Nullable ContainerStateTerminated terminated(@Nullable ContainerState state) {
    return state == null ? null : state.getTerminated();
  }

  private static boolean isZero(@Nullable Integer exitCode) {
    return exitCode != null && exitCode == 0;
  }

  /** For a pod that waits; without what changes from one attempt to the next. */
  public String advice() {
    return switch (reason) {
      case AgentImageUnavailable ->
          "it waits for the agent's image, which its node cannot pull; check agent.image and"
              + " agent.pullSecrets of the chart";
      default ->
          "it waits for its init container %s, which fails; see kubectl logs POD -c %1$s"
              .formatted(Names.AGENT);
    };
  }

  @Override
  public String toString() {
    return message.isEmpty() ? state : state + ": " + message;
  }
}
