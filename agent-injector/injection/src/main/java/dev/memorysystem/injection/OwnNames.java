package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;

/** Whether the name {@link Names#AGENT} is free in a pod, or used for what we put there. */
final class OwnNames {
  static final String INSTALL = "/install";

  private OwnNames() {}

  static boolean taken(PodSpec pod) {
    return pod.getVolumes().stream().anyMatch(OwnNames::foreign)
        || pod.getInitContainers().stream().anyMatch(OwnNames::foreign)
        || pod.getContainers().stream().anyMatch(container -> named(container.getName()));
  }

  private static boolean foreign(Volume volume) {
    return named(volume.getName()) && volume.getEmptyDir() == null;
  }

  private static boolean foreign(Container container) {
    return named(container.getName())
        && (container.getCommand().isEmpty() || !container.getCommand().getFirst().equals(INSTALL));
  }

  private static boolean named(String name) {
    return Names.AGENT.equals(name);
  }
}
