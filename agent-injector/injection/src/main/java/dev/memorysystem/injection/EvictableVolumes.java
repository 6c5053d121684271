package dev.memorysystem.injection;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The annotation by which the Cluster Autoscaler knows that an emptyDir may be lost; without it, no
 * node with such a pod is scaled down. Its value lists volumes, separated by commas.
 */
final class EvictableVolumes {
  static final String ANNOTATION = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

  private EvictableVolumes() {}

  /** The value with our volume in it; what others wrote stays. */
  static String withOurs(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return Names.AGENT;
    }
    Set<String> names =
        Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return names.add(Names.AGENT) ? String.join(",", names) : value;
  }
}
