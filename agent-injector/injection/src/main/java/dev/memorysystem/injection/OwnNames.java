package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;

/** Whether our names are free in a pod, or used for what we put there. */
final class OwnNames {
  static final String INSTALL = "/install";

  private OwnNames() {}

  static boolean taken(PodSpec pod) {
    return pod.getVolumes().stream().anyMatch(OwnNames::foreign)
        || pod.getInitContainers().stream().anyMatch(OwnNames::foreign)
        || pod.getContainers().stream().anyMatch(container -> named(container.getName()));
  }

  private static boolean foreign(Volume volume) {
    return switch (volume.getName()) {
      case Names.AGENT -> volume.getEmptyDir() == null;
      case Names.IDENTITY -> !IdentityVolume.isOurs(volume);
      default -> false;
    };
  }

  private static boolean foreign(Container container) {
    return named(container.getName())
        && (container.getCommand().isEmpty() || !container.getCommand().getFirst().equals(INSTALL));
  }

  private static boolean named(String name) {
    return Names.AGENT.equals(name);
  }
}
