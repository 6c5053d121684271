package dev.memorysystem.operator.rollout;

import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The agent a pod carries: its version and its settings in every container, without what differs
 * from pod to pod.
 *
 * @param settings empty: no agent
 */
record Fingerprint(SortedMap<String, String> settings) {
  /** In place of the version where the pod's author put the agent in. */
  static final String BY_HAND = "by hand";

  private static final String PREFIX = "MEMORY_SYSTEM_";

  /** Who the container is, not what its agent does; others' webhooks may change the image. */
  private static final Set<String> IDENTITY =
      Set.of(
          PREFIX + "NAMESPACE",
          PREFIX + "WORKLOAD_KIND",
          PREFIX + "WORKLOAD_NAME",
          PREFIX + "CONTAINER",
          PREFIX + "IMAGE");

  static Fingerprint of(Pod pod) {
    SortedMap<String, String> settings = new TreeMap<>();
    if (Marks.read(pod.getMetadata(), Names.INJECTED).isPresent() || Injection.loadsAgent(pod)) {
      settings.put("", Marks.read(pod.getMetadata(), Names.INJECTED).orElse(BY_HAND));
      for (Container container : pod.getSpec().getContainers()) {
        for (EnvVar variable : container.getEnv()) {
          if (isSetting(variable)) {
            settings.put(container.getName() + "/" + variable.getName(), variable.getValue());
          }
        }
      }
    }
    return new Fingerprint(settings);
  }

  boolean isEmpty() {
    return settings.isEmpty();
  }

  /** More than wanted is no reason to restart: what could not be looked up now may be there. */
  boolean has(Fingerprint wanted) {
    return settings.entrySet().containsAll(wanted.settings.entrySet());
  }

  private static boolean isSetting(EnvVar variable) {
    return variable.getName().startsWith(PREFIX)
        && variable.getValue() != null
        && !IDENTITY.contains(variable.getName());
  }
}
