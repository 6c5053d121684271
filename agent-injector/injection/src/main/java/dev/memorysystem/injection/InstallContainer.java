package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** The init container that copies the agent's files into the volume. */
final class InstallContainer {
  /** The image's own user; needed only where the pod itself asks for root. */
  private static final long USER = 65532;

  private InstallContainer() {}

  static Container of(Pod pod, String namespace, AgentSettings settings, Lookups lookups) {
    return new ContainerBuilder()
        .withName(Names.AGENT)
        .withImage(settings.image())
        .withImagePullPolicy(settings.imagePullPolicy())
        .withCommand("/install", Names.DIRECTORY)
        .addNewVolumeMount()
        .withName(Names.AGENT)
        .withMountPath(Names.DIRECTORY)
        .endVolumeMount()
        .withSecurityContext(securityContext(pod.getSpec().getSecurityContext()))
        .withResources(
            InstallResources.of(
                pod.getSpec(), settings.resources(), lookups.containerMinimum(namespace)))
        .build();
  }

  /**
   * Satisfies the Pod Security Standard `restricted` by itself. The user is the pod's, else the
   * image's: a number of ours would be refused where the platform assigns ranges.
   */
  private static SecurityContext securityContext(PodSecurityContext pod) {
    SecurityContextBuilder context =
        new SecurityContextBuilder()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withRunAsNonRoot(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    if (pod != null && pod.getRunAsUser() != null && pod.getRunAsUser() == 0) {
      context.withRunAsUser(USER);
    }
    return context.build();
  }
}
