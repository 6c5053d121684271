package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The init container that copies the agent's files into the volume. */
final class InstallContainer {
  /** The image's own user; needed only where the pod itself asks for root. */
  private static final long USER = 65532;

  private static final Set<String> CONFINED = Set.of("RuntimeDefault", "Localhost");

  private InstallContainer() {}

  /** Empty when no figures would be allowed. */
  static Optional<Container> of(Pod pod, AgentSettings settings, ContainerBounds bounds) {
    return InstallResources.of(pod.getSpec(), settings.resources(), bounds)
        .map(resources -> of(pod.getSpec(), settings, resources));
  }

  private static Container of(PodSpec pod, AgentSettings settings, ResourceRequirements resources) {
    return new ContainerBuilder()
        .withName(Names.AGENT)
        .withImage(settings.image())
        .withImagePullPolicy(settings.imagePullPolicy())
        .withCommand(OwnNames.INSTALL, Names.DIRECTORY)
        .addNewVolumeMount()
        .withName(Names.AGENT)
        .withMountPath(Names.DIRECTORY)
        .endVolumeMount()
        .withSecurityContext(securityContext(pod))
        .withResources(resources)
        .build();
  }

  /**
   * Satisfies the Pod Security Standard `restricted` wherever the pod does. The user is the pod's,
   * else the image's: a number of ours would be refused where the platform assigns ranges.
   */
  private static SecurityContext securityContext(PodSpec pod) {
    SecurityContextBuilder context =
        new SecurityContextBuilder()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withRunAsNonRoot(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities();
    if (needsSeccompProfile(pod)) {
      context.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile();
    }
    return context.withRunAsUser(user(pod)).build();
  }

  /**
   * Null for the pod's, else the image's. Where all containers run as one user, the kubelet gives
   * that user the tokens in projected volumes: a container of another user would take them away.
   */
  private static @Nullable Long user(PodSpec pod) {
    Long ofPod = pod.getSecurityContext() == null ? null : pod.getSecurityContext().getRunAsUser();
    Set<Optional<Long>> users =
        Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
            .map(
                container ->
                    Optional.ofNullable(ownUser(container)).or(() -> Optional.ofNullable(ofPod)))
            .collect(Collectors.toSet());
    Optional<Long> shared =
        users.size() == 1 ? users.iterator().next().filter(user -> user != 0) : Optional.empty();
    Long wanted = shared.orElse(ofPod);
    if (wanted != null && wanted == 0) {
      return USER;
    }
    return Objects.equals(wanted, ofPod) ? null : wanted;
  }

  private static @Nullable Long ownUser(Container container) {
    return container.getSecurityContext() == null
        ? null
        : container.getSecurityContext().getRunAsUser();
  }

  /**
   * Only where containers have profiles of their own: a profile of the pod is inherited, and where
   * there is none at all, the platform may refuse one (OpenShift's `restricted` v1).
   */
  private static boolean needsSeccompProfile(PodSpec pod) {
    return (pod.getSecurityContext() == null
            || pod.getSecurityContext().getSeccompProfile() == null)
        && Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
            .map(Container::getSecurityContext)
            .filter(Objects::nonNull)
            .map(SecurityContext::getSeccompProfile)
            .filter(Objects::nonNull)
            .anyMatch(profile -> CONFINED.contains(profile.getType()));
  }
}
